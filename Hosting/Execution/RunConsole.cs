using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Execution;

/// <summary>
/// What the person in front of the terminal reads: one line when everything is healthy, the dashboard's link, and three lines when a
/// resource fails. A resource that fails before everything was healthy ends the run; later it is news, not the end. All of it is said by
/// one task, one thing after the other: a terminal that is held (Ctrl+S) holds back nothing but what it shows.
/// </summary>
internal sealed class RunConsole : IAsyncDisposable
{
    // Far more than a run says. What is too much for a terminal that is held is dropped.
    private const int MaxUnsaid = 10_000;

    /// <summary>How the dashboard's line begins that has another link.</summary>
    private const string NextLink = "To sign in another browser, open ";

    // A run that is not healthy after this long says what it waits for, and again after each further wait.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    private readonly RunServices _run;
    private readonly DashboardLauncher _dashboard;
    private readonly Channel<Action> _unsaid =
        Channel.CreateBounded<Action>(new BoundedChannelOptions(MaxUnsaid) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly TaskCompletionSource _failed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TerminalText _text = new();
    private readonly Timer _patience;
    private readonly Task _saying;
    private bool _healthy;
    private bool _linkShown;
    private bool _stopping;

    public RunConsole(RunServices run, DashboardLauncher dashboard, ProjectHttps https)
    {
        _run = run;
        _dashboard = dashboard;
        run.Failures.Reported += OnFailed;
        run.Notifications.Changed += OnChanged;
        run.Loggers.Appended += OnAppended;
        https.Hinted += hint => Say(() => TerminalText.Line($"{hint}."));
        _patience = new Timer(_ => Say(ShowLate), null, Patience, Patience);
        _saying = Task.Run(SayAllAsync);
    }

    /// <summary>Completes when a resource failed before everything was healthy.</summary>
    public Task Failed => _failed.Task;

    public void Stopping() => Say(() =>
    {
        _stopping = true;
        TerminalText.Line("Stopping. Press Ctrl+C again to end everything at once.");
    });

    /// <summary>Says what is left to say, unless the terminal is held.</summary>
    public async ValueTask DisposeAsync()
    {
        _run.Failures.Reported -= OnFailed;
        _run.Notifications.Changed -= OnChanged;
        _run.Loggers.Appended -= OnAppended;
        await _patience.DisposeAsync().ConfigureAwait(false);
        _unsaid.Writer.TryComplete();
        await Task.WhenAny(_saying, Task.Delay(LastWords)).ConfigureAwait(false);
    }

    private void Say(Action words) => _unsaid.Writer.TryWrite(words);

    private async Task SayAllAsync()
    {
        await foreach (var words in _unsaid.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                words();
            }
            catch (IOException)
            {
                // The terminal is gone; the run goes on.
            }
        }
    }

    private void OnFailed(IResource resource, Exception fault) => Say(() =>
        Fail(resource, fault is DistributedApplicationException ? fault.Message : DistributedApplicationException.Describe(
            $"The resource '{resource.Name}' cannot start.",
            fault.Message,
            $"Look at the callbacks of '{resource.Name}' in the AppHost.")));

    private void OnChanged(ResourceEvent change) => Say(() => Show(change));

    /// <summary>Each link signs one browser in; after that the dashboard prints the next one.</summary>
    private void OnAppended(string resource, IReadOnlyList<LogEntry> lines)
    {
        if (resource == DashboardSettings.ResourceName && lines.LastOrDefault(line => line.Text.StartsWith(NextLink, StringComparison.Ordinal)).Text is { } next)
        {
            Say(() => TerminalText.Line(NextLink + _text.Link(next[NextLink.Length..])));
        }
    }

    private void Show(ResourceEvent change)
    {
        if (_stopping)
        {
            return;
        }

        ShowLink(change);
        var resource = change.Resource;
        var state = change.Snapshot.State?.Text;
        if (state == KnownResourceStates.Exited)
        {
            if (change.ResourceId == resource.Name && resource.GetReplicaCount() > 1)
            {
                // Its replicas have each been told of.
                return;
            }

            Fail(resource, DistributedApplicationException.Describe(
                $"The resource '{change.ResourceId}' has ended with {ExitCode.Describe(change.Snapshot.ExitCode)}.",
                _run.Loggers.Describe(change.ResourceId) is { Length: > 0 } lines ? $"Its last lines were:{lines}" : "It wrote nothing.",
                resource is ProjectResource ? $"Mend the project of '{resource.Name}', then run again." : $"Mend '{resource.Name}', then run again."));
        }
        else if (state == KnownResourceStates.ValueMissing)
        {
            TerminalText.Line($"'{change.Resource.Name}' has no value: press \"Set parameter\" in the dashboard, and what needs it will start.");
        }
        else if (!_healthy && change.IsDone)
        {
            ShowHealthy();
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
        if (!Array.TrueForAll(states, s => s.IsDone))
        {
            return;
        }

        _healthy = true;
        _patience.Dispose();
        var took = DateTime.Now - Process.GetCurrentProcess().StartTime;
        foreach (var state in states)
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
        if (!_healthy && !_stopping)
        {
            TerminalText.Line($"Still waiting for {string.Join(", ", Expected().Where(s => !s.IsDone).Select(DescribeLate))}.");
        }
    }

    private static string DescribeLate(ResourceEvent late)
    {
        var report = late.Snapshot.HealthReports.FirstOrDefault(r => r.Status is not null and not HealthStatus.Healthy);
        var reason = report?.Description ?? report?.ExceptionText;
        return $"{late.Resource.Name} ({late.Snapshot.State?.Text}{(reason is null ? "" : $": {reason.TrimEnd('.')}")})";
    }

    /// <summary>What the run is for: the dashboard looks at it, and comes after it.</summary>
    private ResourceEvent[] Expected() =>
    [
        .. _run.Model.Resources.Where(r => r.Name != DashboardSettings.ResourceName && !r.HasAnnotationOfType<ExplicitStartupAnnotation>())
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
