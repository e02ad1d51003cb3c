using System.Text.Encodings.Web;
using System.Text.Json;
using Aspire.Hosting.Execution;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// Writes the model as a deployment manifest (schema aspire-8.0): <c>--publisher manifest --output-path aspire-manifest.json</c>. The
/// same model gives the same bytes every time. Nothing is started, and no secret is read. The same in newer words:
/// <c>--operation publish --step publish-manifest --output-path aspire-manifest.json</c>; <c>--list-steps</c> lists what there is to do.
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
    public const string StepKey = "Pipeline:Step";
    public const string ListStepsKey = "Pipeline:ListSteps";
    private const string ManifestStep = "publish-manifest";
    private const string DefaultName = "aspire-manifest.json";

    /// <summary>The steps, if the command line asks for them; null otherwise.</summary>
    public string? Steps => configuration.GetValue<bool>(ListStepsKey)
        ? $"{ManifestStep}  Writes the model as a deployment manifest to --output-path."
        : null;

    /// <summary>Writes the manifest and returns its full path.</summary>
    /// <exception cref="DistributedApplicationException">The publisher is unknown, there is no output path, or it cannot be written.</exception>
    public async Task<string> PublishAsync(CancellationToken cancellationToken)
    {
        var path = OutputPath();
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new BeforePublishEvent(services, model), cancellationToken).ConfigureAwait(false);
        ModelCheck.VerifyOrder(model);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var manifest = await WriteAsync(path, cancellationToken).ConfigureAwait(false);
            await File.WriteAllBytesAsync(path, manifest, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw DistributedApplicationException.Of($"The manifest cannot be written to {path}.", fault.Message, "Pass another --output-path.");
        }

        await eventing.PublishAsync(new AfterPublishEvent(services, model), cancellationToken).ConfigureAwait(false);
        return path;
    }

    private string OutputPath()
    {
        if (configuration[PublisherKey] is { } publisher and not "manifest")
        {
            throw DistributedApplicationException.Of(
                $"There is no publisher '{publisher}'.", "The only one is 'manifest'.", "Run again with --publisher manifest.");
        }

        if (configuration[StepKey] is { } step and not ManifestStep)
        {
            throw DistributedApplicationException.Of(
                $"There is no step '{step}'.", $"The only one is '{ManifestStep}'.", $"Run again with --step {ManifestStep}.");
        }

        if (configuration[OutputKey] is not { Length: > 0 } path)
        {
            throw DistributedApplicationException.Of(
                "The manifest has nowhere to go.", "--output-path is missing.", $"Run again with --output-path {DefaultName}.");
        }

        return Path.GetFullPath(path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ? path : Path.Combine(path, DefaultName));
    }

    private async Task<byte[]> WriteAsync(string path, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            await new ManifestWriter(new(executionContext, path, json, cancellationToken)).WriteAsync(model).ConfigureAwait(false);
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
