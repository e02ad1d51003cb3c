using System.Text.Json;
using Aspire.Hosting.JavaScript;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes what the manifest says about one resource. Values that a deployment knows later are written as placeholders.</summary>
internal sealed class ManifestWriter(
    Utf8JsonWriter json,
    string folder,
    DistributedApplicationExecutionContext executionContext,
    CancellationToken cancellationToken)
{
    private const int FirstTargetPort = 8000;

    private int _nextTargetPort = FirstTargetPort;

    public async Task WriteAsync(IResource resource)
    {
        switch (resource)
        {
            case ProjectResource project:
                json.WriteString("type", "project.v0");
                json.WriteString("path", Relative(project.GetProjectMetadata().ProjectPath));
                await WriteProcessAsync(resource).ConfigureAwait(false);
                break;
            case JavaScriptAppResource app:
                await WriteContainerAsync(app).ConfigureAwait(false);
                break;
            case ExecutableResource executable:
                json.WriteString("type", "executable.v0");
                json.WriteString("workingDirectory", Relative(executable.WorkingDirectory));
                json.WriteString("command", executable.Command);
                await WriteProcessAsync(resource).ConfigureAwait(false);
                break;
            case ParameterResource parameter:
                ManifestParameter.Write(json, parameter);
                break;
            case IResourceWithConnectionString connection:
                json.WriteString("type", "value.v0");
                json.WriteString("connectionString", connection.ConnectionStringExpression.ValueExpression);
                break;
            default:
                json.WriteString("error", "This resource does not support generation in the manifest.");
                break;
        }
    }

    private async Task WriteContainerAsync(JavaScriptAppResource app)
    {
        var isOwn = File.Exists(Path.Combine(app.WorkingDirectory, "Dockerfile"));
        var dockerfile = isOwn ? Path.Combine(app.WorkingDirectory, "Dockerfile") : Path.Combine(folder, $"{app.Name}.Dockerfile");
        if (!isOwn)
        {
            await File.WriteAllTextAsync(dockerfile, FrontEndDockerfile.Text, cancellationToken).ConfigureAwait(false);
        }

        json.WriteString("type", "container.v1");
        json.WriteStartObject("build");
        json.WriteString("context", Relative(app.WorkingDirectory));
        json.WriteString("dockerfile", Relative(dockerfile));
        if (!isOwn)
        {
            // The generated file has no program to start: its result is the folder of built files.
            json.WriteBoolean("buildOnly", true);
        }

        json.WriteEndObject();
        await WriteEnvironmentAsync(app).ConfigureAwait(false);
        WriteBindings(app);
    }

    private async Task WriteProcessAsync(IResource resource)
    {
        await WriteArgsAsync(resource).ConfigureAwait(false);
        await WriteEnvironmentAsync(resource).ConfigureAwait(false);
        WriteBindings(resource);
    }

    private async Task WriteArgsAsync(IResource resource)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext };
        foreach (var step in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await step.Callback(context).ConfigureAwait(false);
        }

        if (context.Args.Count > 0)
        {
            json.WriteStartArray("args");
            foreach (var arg in context.Args)
            {
                json.WriteStringValue(Placeholder(arg));
            }

            json.WriteEndArray();
        }
    }

    private async Task WriteEnvironmentAsync(IResource resource)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        foreach (var step in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await step.Callback(context).ConfigureAwait(false);
        }

        if (context.EnvironmentVariables.Count > 0)
        {
            json.WriteStartObject("env");
            foreach (var (name, value) in context.EnvironmentVariables)
            {
                json.WriteString(name, Placeholder(value));
            }

            json.WriteEndObject();
        }
    }

    private void WriteBindings(IResource resource)
    {
        if (!resource.TryGetEndpoints(out var endpoints))
        {
            return;
        }

        json.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            // A project's port is chosen by whoever deploys it; a container has to say where it listens.
            var targetPort = endpoint.TargetPort ?? (resource is ProjectResource ? null : _nextTargetPort++);
            json.WriteStartObject(endpoint.Name);
            json.WriteString("scheme", endpoint.UriScheme);
            json.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
            json.WriteString("transport", endpoint.Transport);
            if (endpoint.Port is { } port && port != targetPort)
            {
                json.WriteNumber("port", port);
            }

            if (targetPort is { } target)
            {
                json.WriteNumber("targetPort", target);
            }

            if (endpoint.IsExternal)
            {
                json.WriteBoolean("external", true);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private string Relative(string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');

    private static string? Placeholder(object value) => value switch
    {
        IManifestExpressionProvider later => later.ValueExpression,
        IResourceBuilder<IResource> { Resource: IManifestExpressionProvider later } => later.ValueExpression,
        _ => value.ToString(),
    };
}
