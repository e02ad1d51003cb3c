namespace Belfry.Dashboard.Resources;

/// <summary>
/// Keeps the resources of a deployment up to date by asking their health endpoints, each on its own, so that a slow one delays no other.
/// One that does not answer is asked more and more rarely, up to <see cref="LongestPause"/>.
/// </summary>
internal sealed class HealthPoller(DashboardOptions options, ResourceStore resources, TimeProvider clock, ILogger<HealthPoller> logger) : BackgroundService
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The page shows every resource from the start, before any has answered.
        await Task.Yield();
        resources.Begin(new HelloMessage(options.ApplicationName, "configured"));
        using var probe = new HealthProbe(clock);
        await Task.WhenAll(options.Services.Items.Select((service, order) => PollAsync(probe, service, order, stoppingToken)));
    }

    private async Task PollAsync(HealthProbe probe, ConfiguredService service, int order, CancellationToken stop)
    {
        var known = new ResourceSnapshot
        {
            Name = service.Name, Type = service.Type, Order = order, State = "Waiting", CreatedAt = clock.GetUtcNow(),
            Urls = service.Url is null ? [] : [new ResourceUrl(service.Url.ToString())],
            Properties = [new ResourceValue("Health endpoint", service.Health.GetLeftPart(UriPartial.Path))],
        };
        resources.Set(known);
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            var answer = await AskAsync(probe, service, stop);
            failures = answer.Reached ? 0 : failures + 1;
            resources.Set(known with
            {
                State = answer.Reached ? "Running" : "Unreachable",
                StateStyle = answer.Reached ? null : "error",
                Health = answer.Status,
                HealthReports = answer.Reports,
            });
            await Task.Delay(PauseAfter(failures, options.Services.Interval), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Asks; a fault of the probe ends neither the resource's polling nor the dashboard.</summary>
    private async Task<HealthAnswer> AskAsync(HealthProbe probe, ConfiguredService service, CancellationToken stop)
    {
        try
        {
            return await probe.AskAsync(service.Health, stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            logger.LogError(fault, "The health of {Resource} could not be read", service.Name);
            return new HealthAnswer(false, "Unhealthy", [new HealthReport("answer", "Unhealthy", "The answer could not be read; why is in the dashboard's console.", clock.GetUtcNow())]);
        }
    }

    /// <summary>The interval, doubled with every failure after the first.</summary>
    public static TimeSpan PauseAfter(int failures, TimeSpan interval)
    {
        var longest = interval > LongestPause ? interval : LongestPause;
        var pause = interval * Math.Pow(2, Math.Clamp(failures - 1, 0, 16));
        return pause < longest ? pause : longest;
    }
}
