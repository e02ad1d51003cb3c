namespace Belfry.BackupWorker.Protection;

/// <summary>
/// What the schedule asks before it begins anything: snapshots, pruning, drills and mirrors stand still during a pause, and what came due meanwhile is done once after it.
/// Commits are streamed on, and what a person orders is done.
/// </summary>
internal sealed partial class WorkPause(PauseFile file, TimeProvider time, ILogger<WorkPause> logger)
{
    /// <summary>How soon a pause that begins or ends is noticed, whoever set it.</summary>
    public static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private DateTimeOffset? _seen;

    /// <summary>Looks until when work stands still, and logs it when that changed; null while there is no pause.</summary>
    public DateTimeOffset? LookUntil()
    {
        var until = file.Read(time.GetUtcNow());
        lock (_lock)
        {
            if (until != _seen)
            {
                _seen = until;
                Note(until);
            }
        }

        return until;
    }

    /// <inheritdoc cref="PauseFile.Begin"/>
    public DateTimeOffset Begin(TimeSpan length)
    {
        var until = file.Begin(length, time.GetUtcNow());
        LookUntil();
        return until;
    }

    /// <inheritdoc cref="PauseFile.End"/>
    public void End()
    {
        file.End();
        LookUntil();
    }

    /// <summary>Returns at once while there is no pause, else when it ended.</summary>
    public async Task WaitAsync(CancellationToken cancellation)
    {
        while (LookUntil() is not null)
        {
            await Task.Delay(Look, time, cancellation);
        }
    }

    private void Note(DateTimeOffset? until)
    {
        if (until is { } end)
        {
            LogPaused(end);
        }
        else
        {
            LogResumed();
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Scheduled backups, pruning, drills and mirrors are paused until {Until:u}. Commits are streamed meanwhile.")]
    private partial void LogPaused(DateTimeOffset until);

    [LoggerMessage(Level = LogLevel.Information, Message = "The pause is over: scheduled work goes on.")]
    private partial void LogResumed();
}
