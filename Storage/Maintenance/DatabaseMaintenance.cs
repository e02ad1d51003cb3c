using System.Diagnostics;
using Belfry.Storage.Sqlite;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Maintenance;

/// <summary>
/// What keeps a database small, fast and known to be sound. Each call opens a connection of its own, waits for the writer as any other process would, and can be
/// cancelled. Safe for concurrent use.
/// </summary>
public sealed class DatabaseMaintenance
{
    private const int MaxProblems = 100;
    private static readonly TimeSpan CheckpointPatience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CheckpointPause = TimeSpan.FromMilliseconds(10);

    /// <summary>
    /// By default SQLite compares sizes only of tables that this connection has asked before: none, as it is a new one. 0x10000 is all tables, 0x10 keeps the reading small,
    /// 2 is to analyze. Engines that do not know "all" analyze with as little reading.
    /// </summary>
    private static readonly string Optimize = EngineVersion.Current.Version >= new Version(3, 46)
        ? "pragma optimize = 0x10012"
        : "pragma analysis_limit = 2000; analyze";

    private readonly SessionFactory _sessions;

    internal DatabaseMaintenance(SessionFactory sessions) => _sessions = sessions;

    /// <summary>Lets SQLite refresh the statistics that it thinks are stale: cheap, meant for every few hours.</summary>
    /// <exception cref="StorageException">The database cannot be used, or <see cref="StorageError.Busy"/>.</exception>
    public Task OptimizeAsync(CancellationToken cancellation = default) => RunAsync(session => session.ExecuteScript(Optimize), cancellation);

    /// <summary>Computes the statistics of every table and index anew. It reads the whole database.</summary>
    /// <inheritdoc cref="OptimizeAsync" path="/exception"/>
    public Task AnalyzeAsync(CancellationToken cancellation = default) => RunAsync(session => session.ExecuteScript("analyze"), cancellation);

    /// <summary>Gives unused pages back to the file system, a few at a time, so that no writer waits for long.</summary>
    /// <param name="maxPages">How many at most, at least 1.</param>
    /// <param name="cancellation">Stops; nothing is given back then.</param>
    /// <returns>How many were given back; 0 also when the database was made without incremental vacuum.</returns>
    /// <inheritdoc cref="OptimizeAsync" path="/exception"/>
    public Task<long> IncrementalVacuumAsync(int maxPages, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxPages, 1);
        return RunAsync(
            session =>
            {
                var before = session.QueryInt64("pragma page_count");
                session.ExecuteScript($"pragma incremental_vacuum({maxPages})");
                return before - session.QueryInt64("pragma page_count");
            },
            cancellation);
    }

    /// <summary>Rewrites the whole database without gaps, in one transaction: writers wait, and the WAL grows by the size of the database.</summary>
    /// <inheritdoc cref="OptimizeAsync" path="/exception"/>
    public Task VacuumAsync(CancellationToken cancellation = default) => RunAsync(session => session.ExecuteScript("vacuum"), cancellation);

    /// <summary>
    /// Copies the WAL into the database file as far as readers let it, most of it while others write. It is cancelled before it begins and not after: SQLite does not stop a
    /// checkpoint halfway. The WAL begins anew with the next commit once all of it was copied and nobody reads it.
    /// </summary>
    /// <inheritdoc cref="OptimizeAsync" path="/exception"/>
    public Task<CheckpointResult> CheckpointAsync(CancellationToken cancellation = default) => RunAsync(Checkpoint, cancellation);

    /// <summary>Has SQLite check every page, index and foreign key. It reads the whole database; writers do not wait.</summary>
    /// <returns>What it found, at most 100 faults of each kind: a damaged database is a result, not an exception.</returns>
    public Task<IntegrityReport> CheckIntegrityAsync(CancellationToken cancellation = default) => RunAsync(Check, cancellation);

    /// <summary>The size of every table with its indexes, largest first; none where the engine does not tell (the bundled SQLite 3.35.5).</summary>
    /// <inheritdoc cref="OptimizeAsync" path="/exception"/>
    public Task<IReadOnlyList<TableSize>> SizesAsync(CancellationToken cancellation = default) => RunAsync(TableSizes.Read, cancellation);

    /// <summary>
    /// Under the write lock: before SQLite 3.51.3 a writer that begins the WAL anew meanwhile could lose commits (sqlite.org/wal.html#walresetbug). With a later one most is
    /// copied before. One connection at a time copies, and the application and a follower do so too.
    /// </summary>
    private CheckpointResult Checkpoint(SqliteSession session)
    {
        if (EngineVersion.Current.HasWalResetFix)
        {
            PassiveCheckpoint.Run(session);
        }

        using var writing = _sessions.Open();
        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < CheckpointPatience; Thread.Sleep(CheckpointPause))
        {
            writing.Execute("begin immediate");
            try
            {
                if (PassiveCheckpoint.Run(session) is { Busy: false, Frames: var frames, Copied: var copied })
                {
                    return new CheckpointResult(frames, copied);
                }
            }
            finally
            {
                writing.RollBack();
            }
        }

        throw new StorageException(
            StorageError.Busy, session.Path, $"{session.Path} was not checkpointed.", "Another connection was at it all the time.", "Nothing is lost: wait for it, or try again.");
    }

    private static IntegrityReport Check(SqliteSession session)
    {
        var problems = Texts(session, $"pragma integrity_check({MaxProblems})");
        problems.Remove("ok");
        return new IntegrityReport(problems, Texts(
            session, $"select 'a row of ' || \"table\" || ' points to a missing row of ' || parent from pragma_foreign_key_check limit {MaxProblems}"));
    }

    /// <summary>Damage that keeps a check from going on is what it found.</summary>
    private static List<string> Texts(SqliteSession session, string sql)
    {
        try
        {
            return session.Query(sql, static row => row.GetString(0));
        }
        catch (StorageException damaged) when (damaged.Error is StorageError.Corrupt or StorageError.NotADatabase)
        {
            return [damaged.Why];
        }
    }

    private Task<bool> RunAsync(Action<SqliteSession> work, CancellationToken cancellation) => RunAsync(
        session =>
        {
            work(session);
            return true;
        },
        cancellation);

    private Task<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var session = _sessions.Open();
            return new StatementGuard(session).Run(work, Timeout.InfiniteTimeSpan, cancellation);
        },
        cancellation);
}
