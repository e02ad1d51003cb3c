using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Asks the health checks of every running resource: quickly while it comes up, calmly once it is healthy. Announces when it is ready.
/// </summary>
internal sealed class HealthMonitor(
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    IOptions<HealthCheckServiceOptions> checks,
    IServiceProvider services) : IDisposable
{
    // Grows to a twentieth of the time that has passed: whatever a start takes, little is added to it by not looking.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(10);
    private const double PauseGrowth = 1.05;
    private static readonly TimeSpan LongestPauseWhileStarting = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan PauseWhileHealthy = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PauseWhileUnhealthy = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _running = new(StringComparer.OrdinalIgnoreCase);

    public void Start() => notifications.Changed += OnChanged;

    public void Dispose()
    {
        notifications.Changed -= OnChanged;
        foreach (var watch in _running.Values)
        {
            watch.Cancel();
        }
    }

    private void OnChanged(ResourceEvent change)
    {
        if (change.ResourceId != change.Resource.Name)
        {
            // A replica: the checks ask the whole, through the port that all replicas share.
            return;
        }

        var isRunning = change.Snapshot.State?.Text == KnownResourceStates.Running;
        if (isRunning && !_running.ContainsKey(change.ResourceId))
        {
            var watch = _running[change.ResourceId] = new CancellationTokenSource();
            _ = Task.Run(() => WatchAsync(change.Resource, watch.Token));
        }
        else if (!isRunning && _running.TryRemove(change.ResourceId, out var watch))
        {
            watch.Cancel();
        }
    }

    private async Task WatchAsync(IResource resource, CancellationToken stop)
    {
        try
        {
            var registrations = Registrations(resource);
            await UntilHealthyAsync(resource, registrations, stop).ConfigureAwait(false);
            await eventing.PublishAsync(new ResourceReadyEvent(resource, services), stop).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(resource, s => s.State?.Text == KnownResourceStates.Running ? s with { IsReady = true } : s)
                .ConfigureAwait(false);
            while (registrations.Count > 0)
            {
                var healthy = await ProbeAsync(resource, registrations, stop).ConfigureAwait(false);
                await Task.Delay(healthy ? PauseWhileHealthy : PauseWhileUnhealthy, stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The resource or the host has stopped.
        }
        catch (Exception fault)
        {
            // A ready handler is code of the model. Its fault is the resource's: it runs, but is not ready.
            var text = ImmutableArray.Create(new HealthReportSnapshot("ready", HealthStatus.Unhealthy, fault.Message, fault.GetType().Name));
            await notifications.PublishUpdateAsync(resource, s => s with { HealthReports = text }).ConfigureAwait(false);
        }
    }

    private async Task UntilHealthyAsync(IResource resource, List<HealthCheckRegistration> registrations, CancellationToken stop)
    {
        for (var pause = FirstPause; !await ProbeAsync(resource, registrations, stop).ConfigureAwait(false);)
        {
            await Task.Delay(pause, stop).ConfigureAwait(false);
            pause = TimeSpan.FromTicks(Math.Min((long)(pause.Ticks * PauseGrowth), LongestPauseWhileStarting.Ticks));
        }
    }

    private List<HealthCheckRegistration> Registrations(IResource resource) =>
    [
        .. resource.Annotations.OfType<HealthCheckAnnotation>().Select(annotation =>
            checks.Value.Registrations.FirstOrDefault(r => r.Name == annotation.Key) ?? throw DistributedApplicationException.Of(
                $"The health check '{annotation.Key}' of '{resource.Name}' does not exist.",
                "No check is registered under that name.",
                $"Register it: builder.Services.AddHealthChecks().AddCheck(\"{annotation.Key}\", ...).")),
    ];

    private async Task<bool> ProbeAsync(IResource resource, List<HealthCheckRegistration> registrations, CancellationToken stop)
    {
        if (registrations.Count == 0)
        {
            return true;
        }

        var reports = await Task.WhenAll(registrations.Select(r => ProbeAsync(r, stop))).ConfigureAwait(false);
        await notifications.PublishUpdateAsync(resource, s => s with { HealthReports = [.. reports] }).ConfigureAwait(false);
        return reports.All(r => r.Status == HealthStatus.Healthy);
    }

    private async Task<HealthReportSnapshot> ProbeAsync(HealthCheckRegistration registration, CancellationToken stop)
    {
        try
        {
            var check = registration.Factory(services);
            var result = await check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, stop).ConfigureAwait(false);
            return new(registration.Name, result.Status, result.Description, result.Exception?.Message) { LastRunAt = DateTime.UtcNow };
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            return new(registration.Name, registration.FailureStatus, null, fault.Message) { LastRunAt = DateTime.UtcNow };
        }
    }
}
