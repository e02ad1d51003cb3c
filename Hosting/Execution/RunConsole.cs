using System.Diagnostics;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Execution;

/// <summary>
/// What the person in front of the terminal reads: the dashboard's link, one line when everything is healthy, and three lines when a
/// resource fails. A resource that fails before everything was healthy ends the run; later it is news, not the end.
/// </summary>
internal sealed class RunConsole : IDisposable
{
    // A run that is not healthy after this long says what it waits for, and again after each further wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly RunServices _run;
    private readonly DashboardLauncher _dashboard;
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TerminalText _text = new();
    private readonly Timer _patience;
    private bool _healthy;
    private bool _linkShown;
    private bool _stopping;

    public RunConsole(RunServices run, DashboardLauncher dashboard)
    {
        _run = run;
        _dashboard = dashboard;
        run.Failures.Reported += OnFailed;
        run.Notifications.Changed += OnChanged;
        _patience = new Timer(_ => ShowLate(), null, Patience, Patience);
    }

    /// <summary>Completes when a resource failed before everything was healthy.</summary>
    public Task Failed => _failed.Task;

    public void Stopping()
    {
        lock (_lock)
        {
            _stopping = true;
            TerminalText.Line("Stopping. Press Ctrl+C again to end everything at once.");
        }
    }

    public void Dispose()
    {
        _run.Failures.Reported -= OnFailed;
        _run.Notifications.Changed -= OnChanged;
        _patience.Dispose();
    }

    private static bool IsDone(ResourceEvent change) => ResourceNotificationService.IsHealthyAndReady(change.Snapshot) ||
        (change.Snapshot.State?.Text == KnownResourceStates.Finished && change.Snapshot.ExitCode == 0);

    private void OnFailed(IResource resource, Exception fault)
    {
        lock (_lock)
        {
            Fail(resource, fault is DistributedApplicationException ? fault.Message : DistributedApplicationException.Describe(
                $"The resource '{resource.Name}' cannot start.",
                fault.Message,
                $"Look at the callbacks of '{resource.Name}' in the AppHost."));
        }
    }

    private void OnChanged(ResourceEvent change)
    {
        lock (_lock)
        {
            if (_stopping)
            {
                return;
            }

            ShowLink(change);
            if (change.Snapshot.State?.Text == KnownResourceStates.Exited)
            {
                var resource = change.Resource;
                Fail(resource, DistributedApplicationException.Describe(
                    $"The resource '{resource.Name}' has ended with {ExitCode.Describe(change.Snapshot.ExitCode)}.",
                    _run.Loggers.Describe(resource.Name) is { Length: > 0 } lines ? $"Its last lines were:{lines}" : "It wrote nothing.",
                    resource is ProjectResource ? $"Mend the project of '{resource.Name}', then run again." : $"Mend '{resource.Name}', then run again."));
            }
            else if (!_healthy && IsDone(change))
            {
                ShowHealthy();
            }
        }
    }

    private void ShowLink(ResourceEvent change)
    {
        if (!_linkShown && change.Resource.Name == DashboardSettings.ResourceName && change.Snapshot.HealthStatus == HealthStatus.Healthy)
        {
            _linkShown = true;
            TerminalText.Line($"Login to the dashboard at {_text.Link(_dashboard.LoginUrl)}");
        }
    }

    private void ShowHealthy()
    {
        var states = Expected();
        if (!states.All(IsDone))
        {
            return;
        }

        _healthy = true;
        _patience.Dispose();
        var took = DateTime.Now - Process.GetCurrentProcess().StartTime;
        foreach (var state in states.Where(s => s.Resource.Name != DashboardSettings.ResourceName))
        {
            foreach (var url in state.Snapshot.Urls.Where(u => !u.IsInternal))
            {
                TerminalText.Line($"  {state.Resource.Name,-20} {_text.Link(url.Url)}");
            }
        }

        TerminalText.Line($"{_text.Good("Everything is healthy")} after {took.TotalSeconds:0.0} s. Press Ctrl+C to stop.");
    }

    private void ShowLate()
    {
        lock (_lock)
        {
            if (!_healthy && !_stopping)
            {
                TerminalText.Line($"Still waiting for {string.Join(", ", Expected().Where(s => !IsDone(s)).Select(DescribeLate))}.");
            }
        }
    }

    private static string DescribeLate(ResourceEvent late)
    {
        var report = late.Snapshot.HealthReports.FirstOrDefault(r => r.Status is not null and not HealthStatus.Healthy);
        var reason = report?.Description ?? report?.ExceptionText;
        return $"{late.Resource.Name} ({late.Snapshot.State?.Text}{(reason is null ? "" : $": {reason.TrimEnd('.')}")})";
    }

    private ResourceEvent[] Expected() =>
    [
        .. _run.Model.Resources.Where(r => !r.HasAnnotationOfType<ExplicitStartupAnnotation>())
            .Select(r => _run.Notifications.TryGetCurrentState(r.Name, out var state) ? state : null)
            .OfType<ResourceEvent>(),
    ];

    private void Fail(IResource resource, string message)
    {
        if (_stopping)
        {
            return;
        }

        _text.Error(message);
        if (!_healthy && resource.Name != DashboardSettings.ResourceName)
        {
            _stopping = true;
            _failed.TrySetResult();
        }
    }
}
