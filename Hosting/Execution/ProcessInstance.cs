namespace Aspire.Hosting.Execution;

/// <summary>
/// One process of a resource: its only one, or one of its replicas. Publishes what becomes of it under its own name. Not safe for
/// concurrent use: its <see cref="ResourceProcess"/> asks one thing at a time.
/// </summary>
internal sealed class ProcessInstance(IResource resource, Replica? replica, RunServices run)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private ChildProcess? _child;

    public string Name => replica?.Id ?? resource.Name;

    public bool IsRunning => _child is not null;

    /// <summary>Resolves what the process is given, and starts it.</summary>
    /// <returns>Its end.</returns>
    public async Task<Task> StartAsync(CancellationToken cancellationToken)
    {
        var log = run.Loggers.Log(Name);
        var (child, environment, properties) = await (replica is null
            ? run.Launcher.StartAsync(resource, log, cancellationToken)
            : replica.RunAsync(() => run.Launcher.StartAsync(resource, log, cancellationToken))).ConfigureAwait(false);
        _child = child;
        await PublishAsync(s => s with
        {
            State = KnownResourceStates.Running,
            ExitCode = null,
            StartTimeStamp = DateTime.UtcNow,
            StopTimeStamp = null,
            EnvironmentVariables = environment,
            HealthReports = [.. s.HealthReports.Select(r => r with { Status = null })],
            Properties = ResourceProperties.Merge(s.Properties, properties),
        }).ConfigureAwait(false);
        if (child is IdeSession session)
        {
            // The IDE tells the process when it likes, and another one when it restarts the program.
            session.Restarted += () => _ = ShowProcessAsync(session);
            await ShowProcessAsync(session).ConfigureAwait(false);
        }

        return child.Exited;
    }

    /// <summary>Asks the process to end, and after a while ends it.</summary>
    public async Task StopAsync()
    {
        if (_child is { } child)
        {
            await PublishAsync(s => s with { State = KnownResourceStates.Stopping }).ConfigureAwait(false);
            await child.StopAsync(Patience).ConfigureAwait(false);
            await EndAsync(isAsked: true).ConfigureAwait(false);
        }
    }

    /// <summary>Publishes the end of a process that has ended, and ends what it left behind.</summary>
    /// <returns>False when no process has ended, or it was done already.</returns>
    public async Task<bool> EndAsync(bool isAsked)
    {
        if (_child is not { Exited.IsCompleted: true } child)
        {
            return false;
        }

        _child = null;
        child.Kill();
        run.Launcher.Forget(child);
        var code = await child.Exited.ConfigureAwait(false);
        await PublishAsync(s => s with
        {
            State = isAsked || code == 0
                ? new ResourceStateSnapshot(KnownResourceStates.Finished, KnownResourceStateStyles.Success)
                : new ResourceStateSnapshot(KnownResourceStates.Exited, KnownResourceStateStyles.Error),
            ExitCode = code,
            StopTimeStamp = DateTime.UtcNow,
        }).ConfigureAwait(false);
        return true;
    }

    /// <summary>Announces a replica before its first start. Its lines are in the console of the resource too, marked with its suffix.</summary>
    public Task AnnounceAsync()
    {
        if (replica is null)
        {
            return Task.CompletedTask;
        }

        var mark = $"[{Name[(resource.Name.Length + 1)..]}]";
        run.Loggers.Log(Name).Appended += entries =>
            run.Loggers.Log(resource.Name).Append([.. entries.Select(entry => (entry.Stream, $"{mark} {entry.Text}"))]);
        return PublishAsync(s => s with { State = KnownResourceStates.NotStarted, HealthReports = [], Relationships = [], IsReady = true });
    }

    private Task ShowProcessAsync(IdeSession session) => session.Id == 0
        ? Task.CompletedTask
        : PublishAsync(s => s with { Properties = ResourceProperties.Merge(s.Properties, [new("executable.pid", session.Id)]) });

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => run.Notifications.PublishUpdateAsync(resource, Name, change);
}
