namespace Aspire.Hosting.Execution;

/// <summary>Publishes that a resource could not be started, and tells those who asked to know.</summary>
internal sealed class StartFailures(ResourceNotificationService notifications)
{
    public event Action<IResource, Exception>? Reported;

    public async Task ReportAsync(IResource resource, Exception fault)
    {
        await notifications.PublishUpdateAsync(resource, s => s with
        {
            State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
            StopTimeStamp = DateTime.UtcNow,
        }).ConfigureAwait(false);
        Reported?.Invoke(resource, fault);
    }
}
