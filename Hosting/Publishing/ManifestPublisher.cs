using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// Writes the model as a deployment manifest (schema aspire-8.0): <c>--publisher manifest --output-path aspire-manifest.json</c>. The
/// same model gives the same bytes every time.
/// </summary>
internal sealed class ManifestPublisher(
    DistributedApplicationModel model,
    DistributedApplicationExecutionContext executionContext,
    IDistributedApplicationEventing eventing,
    IConfiguration configuration,
    IServiceProvider services)
{
    public const string PublisherKey = "Publishing:Publisher";
    public const string OutputKey = "Pipeline:OutputPath";
    public const string Step = "publish-manifest";
    private const string DefaultName = "aspire-manifest.json";

    /// <summary>Writes the manifest and returns its full path.</summary>
    /// <exception cref="DistributedApplicationException">The publisher is unknown, there is no output path, or it cannot be written.</exception>
    public async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        var path = OutputPath();
        await PublishSteps.WriteAsync(model, eventing, services, path, () => WriteAsync(path, cancellationToken), cancellationToken).ConfigureAwait(false);
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

    private async Task WriteAsync(string path, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            await new ManifestWriter(new(executionContext, path, json, cancellationToken)).WriteAsync(model).ConfigureAwait(false);
        }

        buffer.WriteByte((byte)'\n');
        await File.WriteAllBytesAsync(path, buffer.ToArray(), cancellationToken).ConfigureAwait(false);
    }
}
