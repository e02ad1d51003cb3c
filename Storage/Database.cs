using System.Runtime.CompilerServices;
using Belfry.Storage.Maintenance;
using Belfry.Storage.Migrations;
using Belfry.Storage.Reading;
using Belfry.Storage.Sqlite;
using Belfry.Storage.Writing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Storage;

/// <summary>
/// One SQLite database as a server uses it: one writer with group commit, pooled readers, WAL with a flush at every commit.
/// Safe for concurrent use. Open one per file and process, and dispose it before the process ends.
/// </summary>
public sealed partial class Database : IAsyncDisposable
{
    private readonly SessionFactory _sessions;
    private readonly Checkpointer _checkpointer;
    private readonly Writer _writer;
    private readonly ReaderPool _readers;
    private readonly ILogger _logger;
    private readonly Lazy<Task> _closing;

    private Database(DatabaseOptions options, ILogger logger)
    {
        _logger = logger;
        _sessions = new SessionFactory(DatabaseFile.Prepare(options.Path), options);

        // First, because it refuses what is not a healthy WAL database; and kept open, because SQLite deletes the WAL when the last connection closes.
        var writing = _sessions.OpenWriter();
        try
        {
            _checkpointer = new Checkpointer(writing, _sessions.Open(), options, logger);
        }
        catch
        {
            writing.Dispose();
            throw;
        }

        _writer = new Writer(writing, _checkpointer, options);
        _readers = new ReaderPool(_sessions, options);
        _closing = new Lazy<Task>(() => Task.Run(Close));
        LogOpened(Path, Engine.Version, Engine.SourceId, Engine.HasWalResetFix);
    }

    /// <summary>The database file, as a full path.</summary>
    public string Path => _sessions.Path;

    /// <summary>The SQLite library in use.</summary>
    public EngineVersion Engine { get; } = EngineVersion.Current;

    /// <summary>Keeps the database small, fast and known to be sound.</summary>
    public DatabaseMaintenance Maintenance => new(_sessions);

    /// <summary>
    /// Opens the database; creates the folder (mode 0700) and the file (0600) when they do not exist, and makes the file owner-only when it does.
    /// </summary>
    /// <param name="options">The path and the limits.</param>
    /// <param name="logger">Receives the engine's version and later warnings; none when null.</param>
    /// <exception cref="StorageException">
    /// <see cref="StorageError.FolderNotWritable"/>, <see cref="StorageError.LocksNotWorking"/>, <see cref="StorageError.NotADatabase"/> or
    /// <see cref="StorageError.Corrupt"/>. The file is never changed in these cases.
    /// </exception>
    public static Database Open(DatabaseOptions options, ILogger<Database>? logger = null) => new(options, logger ?? NullLogger<Database>.Instance);

    /// <summary>
    /// Applies the migrations that this database does not have yet, in order, each in a transaction of its own. Several processes may call it
    /// at once: one applies, the others wait and then find nothing to do.
    /// </summary>
    /// <param name="migrations">All migrations of the application, applied ones included.</param>
    /// <param name="beforeFirstChange">
    /// Called once when there is something to apply, with the number of migrations, while the write lock is held and before anything was changed: the place for a backup.
    /// When it throws, nothing is changed. Not called for a new database, which has nothing to lose.
    /// </param>
    /// <returns>How many were applied now.</returns>
    /// <exception cref="StorageException">
    /// <see cref="StorageError.NewerSchema"/>, <see cref="StorageError.MigrationChanged"/>, <see cref="StorageError.MigrationMissing"/> (nothing was
    /// changed), or <see cref="StorageError.MigrationFailed"/> (the failing one was rolled back).
    /// </exception>
    public int Migrate(MigrationSet migrations, Action<int>? beforeFirstChange = null)
    {
        using var session = _sessions.OpenWriter();
        return new Migrator(session, _logger).Apply(migrations, beforeFirstChange);
    }

    /// <summary>
    /// Runs the work on the writer's connection, inside a transaction shared with other requests but undone alone if it throws, and completes
    /// after COMMIT returned: the change is on disk. Several calls run in the order in which they were made. While nobody else writes, the work and its commit run on
    /// the calling thread; otherwise on the writer's.
    /// </summary>
    /// <param name="work">Short, without waiting for anything but the database. It must not use BEGIN, COMMIT or ROLLBACK.</param>
    /// <param name="cancellation">Honoured until the writer starts the work; from then on the outcome is reported.</param>
    /// <param name="operation">The name in traces; the calling method by default.</param>
    /// <returns>What the work returned.</returns>
    /// <exception cref="StorageException">
    /// The statement, a constraint, the disk or the commit failed, or <see cref="StorageError.Overloaded"/> or <see cref="StorageError.Closed"/>. Exceptions of the work itself pass through unchanged.
    /// </exception>
    /// <exception cref="OperationCanceledException">Cancelled before the work started; nothing was changed.</exception>
    public ValueTask<T> WriteAsync<T>(
        Func<SqliteSession, T> work, CancellationToken cancellation = default, [CallerMemberName] string operation = "") =>
        _writer.WriteAsync(work, operation, cancellation);

    /// <summary>
    /// Runs the work on a reading connection inside one read transaction: all its queries see the same state. It runs on the calling thread once a reader is free.
    /// </summary>
    /// <param name="work">Short; a write in it fails with <see cref="StorageError.ReadOnly"/>.</param>
    /// <param name="cancellation">Stops the running query.</param>
    /// <param name="operation">The name in traces; the calling method by default.</param>
    /// <returns>What the work returned.</returns>
    /// <exception cref="StorageException"><see cref="StorageError.DeadlineExceeded"/>, <see cref="StorageError.Overloaded"/>, <see cref="StorageError.Closed"/>, or a failing statement.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public ValueTask<T> ReadAsync<T>(
        Func<SqliteSession, T> work, CancellationToken cancellation = default, [CallerMemberName] string operation = "") =>
        _readers.ReadAsync(work, operation, cancellation);

    /// <summary>
    /// Writes what is queued, refuses what comes after with <see cref="StorageError.Closed"/>, and closes every connection; one that is still
    /// read from closes when that read ends. May be called several times, also at once.
    /// </summary>
    public ValueTask DisposeAsync() => new(_closing.Value);

    private void Close()
    {
        _writer.Dispose();
        _checkpointer.Dispose();
        _readers.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Opened {Path} with SQLite {Version} ({SourceId}); fix of the WAL-reset race included: {HasFix}.")]
    private partial void LogOpened(string path, Version version, string sourceId, bool hasFix);
}
