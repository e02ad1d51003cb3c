using System.Diagnostics;
using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>Stops a session's running statement when its time is over or a token is cancelled. Attach at most one to a session.</summary>
internal sealed class StatementGuard
{
    private const int InstructionsBetweenChecks = 1_000;

    private readonly SqliteSession _session;
    private long _stopAt = long.MaxValue;
    private CancellationToken _cancellation;

    public StatementGuard(SqliteSession session)
    {
        _session = session;
        raw.sqlite3_progress_handler(session.Handle, InstructionsBetweenChecks, ShouldStop, null);
    }

    /// <summary>Runs the work under the limits.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.DeadlineExceeded"/>.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public T Run<T>(Func<SqliteSession, T> work, TimeSpan deadline, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        _stopAt = deadline == Timeout.InfiniteTimeSpan ? long.MaxValue : Stopwatch.GetTimestamp() + (long)(deadline.TotalSeconds * Stopwatch.Frequency);
        try
        {
            return work(_session);
        }
        catch (StorageException stopped) when (stopped.Error == StorageError.DeadlineExceeded && cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(stopped.Message, stopped, cancellation);
        }
        finally
        {
            _stopAt = long.MaxValue;
            _cancellation = default;
        }
    }

    private int ShouldStop(object? state) => Stopwatch.GetTimestamp() > _stopAt || _cancellation.IsCancellationRequested ? 1 : 0;
}
