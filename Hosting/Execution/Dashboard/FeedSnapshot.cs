namespace Aspire.Hosting.Execution;

/// <summary>Writes a resource's state in the words of the feed, without its secrets.</summary>
internal static class FeedSnapshot
{
    public static FeedResource Of(ResourceEvent change, int order)
    {
        var snapshot = change.Snapshot;
        return new FeedResource
        {
            Name = change.ResourceId,
            DisplayName = change.ResourceId,
            Type = snapshot.ResourceType,
            State = snapshot.State?.Text,
            StateStyle = snapshot.State?.Style ?? StyleOf(snapshot),
            Health = snapshot.HealthStatus?.ToString(),
            CreatedAt = snapshot.CreationTimeStamp,
            StartedAt = snapshot.StartTimeStamp,
            StoppedAt = snapshot.StopTimeStamp,
            ExitCode = snapshot.ExitCode,
            Parent = change.ResourceId == change.Resource.Name ? change.Resource.Parent()?.Name : change.Resource.Name,
            Hidden = snapshot.IsHidden || snapshot.State?.Text == KnownResourceStates.Hidden,
            Urls = snapshot.Urls.Select(u => new FeedUrl(
                u.Name, u.Url, u.DisplayProperties.DisplayName is { Length: > 0 } text ? text : u.Url, u.IsInternal)),
            Environment = snapshot.EnvironmentVariables.Select(v => new FeedValue(v.Name, v.IsSensitive ? null : v.Value, v.IsSensitive)),
            Properties = snapshot.Properties.Select(p => new FeedValue(p.Name, p.IsSensitive ? null : p.Value?.ToString(), p.IsSensitive)),
            HealthReports = snapshot.HealthReports.Select(r => new FeedHealthReport(
                r.Name, r.Status?.ToString(), r.Description ?? r.ExceptionText, r.LastRunAt)),
            Volumes = snapshot.Volumes.Select(v => new FeedVolume(v.Source, v.Target, v.MountType, v.IsReadOnly)),
            Relationships = snapshot.Relationships.Select(r => new FeedRelationship(r.ResourceName, r.Type)),
            Commands = snapshot.Commands.Select(c => new FeedCommandState(
                c.Name, c.DisplayName, c.DisplayDescription, c.ConfirmationMessage, c.IsHighlighted, c.State.ToString(), c.IconName)
            {
                Inputs = c.Arguments.Select(InputOf),
            }),
            Order = order,
        };
    }

    private static FeedInput InputOf(InteractionInput input) => new(
        input.Name,
        input.Label,
        input.Description,
        input.InputType == InputType.SecretText ? "secret" : input.InputType.ToString().ToLowerInvariant(),
        input.Required,
        input.Placeholder,
        input.InputType == InputType.SecretText ? null : input.Value)
    {
        Options = input.Options?.Select(o => new FeedOption(o.Key, o.Value)),
        AllowOther = input.AllowCustomChoice,
        Disabled = input.Disabled,
        MaxLength = input.MaxLength,
    };

    private static string? StyleOf(CustomResourceSnapshot snapshot) => snapshot.State?.Text switch
    {
        "Running" => snapshot.IsReady ? KnownResourceStateStyles.Success : KnownResourceStateStyles.Info,
        "Finished" => KnownResourceStateStyles.Success,
        "Starting" or "Waiting" or "Stopping" => KnownResourceStateStyles.Info,
        "Exited" or "FailedToStart" or "ValueMissing" => KnownResourceStateStyles.Error,
        _ => null,
    };
}
