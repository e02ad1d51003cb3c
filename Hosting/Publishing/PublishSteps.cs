using Aspire.Hosting.Docker;
using Aspire.Hosting.Execution;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Publishing;

/// <summary>
/// What <c>--operation publish --step …</c> can be asked for: <c>publish</c> writes every deployment, <c>publish-compose</c> the one of that name,
/// <c>publish-manifest</c> (or <c>--publisher manifest</c>) the manifest. Nothing is started, and no secret is read.
/// </summary>
internal sealed class PublishSteps(
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    IConfiguration configuration,
    IServiceProvider services,
    ManifestPublisher manifest,
    ComposePublisher compose)
{
    public const string All = "publish";
    public const string StepKey = "Pipeline:Step";
    public const string ListStepsKey = "Pipeline:ListSteps";

    private IEnumerable<string> Names => [All, .. compose.Steps, ManifestPublisher.Step];

    /// <summary>Does what the command line asks for, and returns what there is to say about it.</summary>
    /// <exception cref="DistributedApplicationException">The step or the publisher is unknown, there is no output path, or it cannot be written.</exception>
    public async Task<string> RunAsync(CancellationToken cancellationToken)
    {
        if (configuration.GetValue<bool>(ListStepsKey))
        {
            return string.Join('\n', Names.Select(name => $"{name}  {Purpose(name)}"));
        }

        var step = configuration[StepKey] ?? ManifestPublisher.Step;
        if (!Names.Contains(step))
        {
            throw DistributedApplicationException.Of(
                $"There is no step '{step}'.", $"The steps are: {string.Join(", ", Names)}.", $"Run again with --step {ManifestPublisher.Step}, for example.");
        }

        if (step == ManifestPublisher.Step)
        {
            return $"Published manifest to: {await manifest.PublishAsync(cancellationToken).ConfigureAwait(false)}";
        }

        var folder = Path.GetFullPath(configuration[ManifestPublisher.OutputKey] is { Length: > 0 } path ? path : throw DistributedApplicationException.Of(
            "The deployment has nowhere to go.", "--output-path is missing.", "Run again with --output-path deploy/compose."));
        await WriteAsync(model, eventing, services, folder, () => compose.WriteAsync(folder, step, cancellationToken), cancellationToken).ConfigureAwait(false);
        return $"Published deployment to: {folder}";
    }

    /// <summary>Writes something between the events of publishing.</summary>
    /// <exception cref="DistributedApplicationException">It cannot be written.</exception>
    public static async Task WriteAsync(
        DistributedApplicationModel model,
        IDistributedApplicationEventing eventing,
        IServiceProvider services,
        string path,
        Func<Task> write,
        CancellationToken cancellationToken)
    {
        await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken).ConfigureAwait(false);
        await eventing.PublishAsync(new BeforePublishEvent(services, model), cancellationToken).ConfigureAwait(false);
        ModelCheck.VerifyOrder(model);
        try
        {
            await write().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw DistributedApplicationException.Of($"Nothing can be written to {path}.", fault.Message, "Pass another --output-path.");
        }

        await eventing.PublishAsync(new AfterPublishEvent(services, model), cancellationToken).ConfigureAwait(false);
    }

    private static string Purpose(string name) => name switch
    {
        All => "Writes every deployment of the model to the folder --output-path.",
        ManifestPublisher.Step => "Writes the model as a deployment manifest to --output-path.",
        _ => "Writes a Docker Compose deployment to the folder --output-path.",
    };
}
