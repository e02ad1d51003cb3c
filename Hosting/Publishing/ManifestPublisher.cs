using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.Execution;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// Writes the model as a deployment manifest (schema aspire-8.0): <c>--publisher manifest --output-path aspire-manifest.json</c>. The
/// same model gives the same bytes every time. Nothing is started, and no secret is read.
/// </summary>
internal sealed class ManifestPublisher(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    IConfiguration configuration,
    IServiceProvider services)
{
    public const string PublisherKey = "Publishing:Publisher";
    public const string OutputKey = "Publishing:OutputPath";
    private const string DefaultName = "aspire-manifest.json";

    /// <summary>Writes the manifest and returns its full path.</summary>
    /// <exception cref="DistributedApplicationException">The publisher is unknown, there is no output path, or it cannot be written.</exception>
    public async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        var path = OutputPath();
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken).ConfigureAwait(false);
        ModelCheck.Verify(model, canAsk: false);
        try
        {
            var folder = Path.GetDirectoryName(path)!;
            Directory.CreateDirectory(folder);
            var manifest = await WriteAsync(folder, cancellationToken).ConfigureAwait(false);
            await File.WriteAllBytesAsync(path, manifest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw DistributedApplicationException.Of($"The manifest cannot be written to {path}.", fault.Message, "Pass another --output-path.");
        }

        return path;
    }

    private string OutputPath()
    {
        if (configuration[PublisherKey] is { } publisher and not "manifest")
        {
            throw DistributedApplicationException.Of(
                $"There is no publisher '{publisher}'.", "The only one is 'manifest'.", "Run again with --publisher manifest.");
        }

        if (configuration[OutputKey] is not { Length: > 0 } path)
        {
            throw DistributedApplicationException.Of(
                "The manifest has nowhere to go.", "--output-path is missing.", $"Run again with --output-path {DefaultName}.");
        }

        return Path.GetFullPath(path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, DefaultName));
    }

    private async Task<byte[]> WriteAsync(string folder, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var writer = new ManifestWriter(json, folder, executionContext, cancellationToken);
            json.WriteStartObject();
            json.WriteStartObject("resources");
            foreach (var resource in model.Resources.Where(r => !r.HasAnnotationOfType<ExcludeFromManifestAnnotation>()))
            {
                json.WriteStartObject(resource.Name);
                await writer.WriteAsync(resource).ConfigureAwait(false);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
