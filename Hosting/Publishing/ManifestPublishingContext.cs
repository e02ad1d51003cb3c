using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Aspire.Hosting.Publishing;

/// <summary>What is known while a manifest is written; callbacks of the model write their resource's entry with it.</summary>
/// <param name="executionContext">Run or publish.</param>
/// <param name="manifestPath">Path of the manifest; paths in it are relative to its folder.</param>
/// <param name="writer">Writes the manifest. A callback finds the object of its resource open, and leaves it open.</param>
/// <param name="cancellationToken">Cancelled when the publishing is given up.</param>
public sealed class ManifestPublishingContext(
    DistributedApplicationExecutionContext executionContext,
    string manifestPath,
    Utf8JsonWriter writer,
    CancellationToken cancellationToken = default)
{
    private readonly ManifestPorts _ports = new();

    /// <summary>Run or publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext => executionContext;

    /// <summary>Path of the manifest; paths in it are relative to its folder.</summary>
    public string ManifestPath => manifestPath;

    /// <summary>Writes the manifest.</summary>
    public Utf8JsonWriter Writer => writer;

    /// <summary>Cancelled when the publishing is given up.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    internal ManifestReferences References { get; } = new();

    internal string Folder => Path.GetDirectoryName(Path.GetFullPath(manifestPath))!;

    /// <summary>A path relative to the manifest's folder, with <c>/</c> on every system; null for null.</summary>
    [return: NotNullIfNotNull(nameof(path))]
    public string? GetManifestRelativePath(string? path) => path is null
        ? null
        : Path.GetRelativePath(Folder, path.Replace('\\', Path.DirectorySeparatorChar)).Replace('\\', '/');

    /// <summary>Writes the entry of a container: image or build, entrypoint, arguments, files, mounts, environment, endpoints.</summary>
    /// <exception cref="DistributedApplicationException">It has no image.</exception>
    public Task WriteContainerAsync(ContainerResource container) => ManifestContainer.WriteAsync(this, container);

    /// <summary>Writes <c>connectionString</c>, if the resource has one.</summary>
    public void WriteConnectionString(IResource resource)
    {
        if (resource is IResourceWithConnectionString connection)
        {
            TryAddDependentResources(connection.ConnectionStringExpression);
            writer.WriteString("connectionString", References.TextOf(connection.ConnectionStringExpression));
        }
    }

    /// <summary>Writes <c>env</c>, if the resource has any variables. Nothing is resolved: values that a deployment knows are placeholders.</summary>
    public async Task WriteEnvironmentVariablesAsync(IResource resource)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        foreach (var step in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await step.Callback(context).ConfigureAwait(false);
        }

        if (context.EnvironmentVariables.Count > 0)
        {
            writer.WriteStartObject("env");
            foreach (var (name, value) in context.EnvironmentVariables)
            {
                TryAddDependentResources(value);
                writer.WriteString(name, References.TextOf(value));
            }

            writer.WriteEndObject();
        }
    }

    /// <summary>Writes <c>args</c>, if the resource has any.</summary>
    public async Task WriteCommandLineArgumentsAsync(IResource resource)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext };
        foreach (var step in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await step.Callback(context).ConfigureAwait(false);
        }

        if (context.Args.Count > 0)
        {
            writer.WriteStartArray("args");
            foreach (var arg in context.Args)
            {
                TryAddDependentResources(arg);
                writer.WriteStringValue(References.TextOf(arg));
            }

            writer.WriteEndArray();
        }
    }

    /// <summary>Writes <c>bindings</c>, if the resource has endpoints.</summary>
    public void WriteBindings(IResource resource) => _ports.WriteBindings(writer, resource);

    /// <summary>Sees to it that resources which a value refers to are written, also when they are not in the model.</summary>
    public void TryAddDependentResources(object? value) => References.Add(value);

    /// <summary>Writes <c>containerFiles</c>, if files of other resources go into this one's image.</summary>
    internal void WriteContainerFiles(IResource resource)
    {
        if (!resource.TryGetAnnotationsOfType<ContainerFilesDestinationAnnotation>(out var destinations))
        {
            return;
        }

        writer.WriteStartObject("containerFiles");
        foreach (var destination in destinations)
        {
            writer.WriteStartObject(destination.Source.Name);
            writer.WriteString("destination", destination.DestinationPath);
            if (destination.Source.TryGetAnnotationsOfType<ContainerFilesSourceAnnotation>(out var sources))
            {
                writer.WriteStartArray("sources");
                foreach (var source in sources)
                {
                    writer.WriteStringValue(source.SourcePath);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
