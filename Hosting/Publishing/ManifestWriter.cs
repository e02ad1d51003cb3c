namespace Aspire.Hosting.Publishing;

/// <summary>
/// Writes the whole manifest: the resources of the model in their order, each followed by other forms of it, then what they refer to
/// outside the model.
/// </summary>
internal sealed class ManifestWriter(ManifestPublishingContext context)
{
    public async Task WriteAsync(DistributedApplicationModel model)
    {
        var json = context.Writer;
        context.References.Reserve(model.Resources.Select(r => r.Name));
        json.WriteStartObject();
        json.WriteStartObject("resources");
        foreach (var resource in model.Resources)
        {
            await WriteAsync(resource).ConfigureAwait(false);
        }

        foreach (var resource in context.References.Outside(model))
        {
            await WriteAsync(resource).ConfigureAwait(false);
        }

        context.References.WriteFormatted(json);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>A connection string that is asked of whoever deploys.</summary>
    public static void WriteConnectionStringParameter(ManifestPublishingContext context, IResource resource)
    {
        var json = context.Writer;
        json.WriteString("type", "parameter.v0");
        json.WriteString("connectionString", $"{{{resource.Name}.value}}");
        json.WriteString("value", $"{{{resource.Name}.inputs.value}}");
        json.WriteStartObject("inputs");
        json.WriteStartObject("value");
        json.WriteString("type", "string");
        json.WriteBoolean("secret", true);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public async Task WriteAsync(IResource resource)
    {
        Func<ManifestPublishingContext, Task>? write = resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var own)
            ? own.Callback
            : _ => WriteKindAsync(resource);
        if (write is null)
        {
            return;
        }

        context.Writer.WriteStartObject(resource.Name);
        await write(context).ConfigureAwait(false);
        context.Writer.WriteEndObject();
        if (resource is ParameterResource parameter)
        {
            context.References.WriteFormatted(context.Writer, parameter);
        }
    }

    private Task WriteKindAsync(IResource resource)
    {
        switch (resource)
        {
            case ContainerResource container:
                return context.WriteContainerAsync(container);
            case ProjectResource project:
                context.Writer.WriteString("type", "project.v0");
                context.Writer.WriteString("path", context.GetManifestRelativePath(project.GetProjectMetadata().ProjectPath));
                return WriteProcessAsync(project);
            case ExecutableResource executable:
                context.Writer.WriteString("type", "executable.v0");
                context.WriteConnectionString(executable);
                context.Writer.WriteString("workingDirectory", context.GetManifestRelativePath(executable.WorkingDirectory));
                context.Writer.WriteString("command", executable.Command);
                return WriteProcessAsync(executable);
            case ParameterResource parameter:
                WriteParameter(parameter);
                break;
            case IResourceWithConnectionString:
                context.Writer.WriteString("type", "value.v0");
                context.WriteConnectionString(resource);
                break;
            default:
                context.Writer.WriteString("error", "This resource does not support generation in the manifest.");
                break;
        }

        return Task.CompletedTask;
    }

    private async Task WriteProcessAsync(IResource resource)
    {
        context.WriteContainerFiles(resource);
        await context.WriteCommandLineArgumentsAsync(resource).ConfigureAwait(false);
        await context.WriteEnvironmentVariablesAsync(resource).ConfigureAwait(false);
        context.WriteBindings(resource);
    }

    /// <summary>A parameter is a question that the deployment asks, or a value that it generates by itself.</summary>
    private void WriteParameter(ParameterResource parameter)
    {
        var json = context.Writer;
        json.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            json.WriteString("connectionString", parameter.ValueExpression);
        }

        json.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        json.WriteStartObject("inputs");
        json.WriteStartObject("value");
        json.WriteString("type", "string");
        if (parameter.Secret)
        {
            json.WriteBoolean("secret", true);
        }

        if (parameter.Default is { } value and not ConstantParameterDefault { IsPublished: false })
        {
            json.WriteStartObject("default");
            value.WriteToManifest(context);
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
