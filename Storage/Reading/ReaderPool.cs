using System.Collections.Concurrent;
using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Reading;

/// <summary>The connections that read. Each read has one of them for the length of one short transaction with a deadline.</summary>
internal sealed class ReaderPool(SessionFactory sessions, DatabaseOptions options) : IDisposable
{
    private readonly ConcurrentStack<Reader> _idle = new();
    private readonly SemaphoreSlim _free = new(options.MaxReaders, options.MaxReaders);
    private bool _closed;

    public async ValueTask<T> ReadAsync<T>(Func<SqliteSession, T> work, string operation, CancellationToken cancellation)
    {
        using var span = StorageTelemetry.StartDetached("read", operation, sessions.Path);
        try
        {
            if (!await _free.WaitAsync(options.QueueTimeout, cancellation).ConfigureAwait(false))
            {
                throw new StorageException(
                    StorageError.Overloaded,
                    sessions.Path,
                    "The read was refused.",
                    $"All {options.MaxReaders} readers stayed in use for {options.QueueTimeout.TotalSeconds:0.#} s.",
                    "Try again later, or raise DatabaseOptions.MaxReaders.");
            }

            try
            {
                return Run(work, cancellation);
            }
            finally
            {
                _free.Release();
            }
        }
        catch (Exception failure)
        {
            StorageTelemetry.Fail(span, failure);
            throw;
        }
    }

    /// <summary>Refuses further reads and closes the readers; one in use is closed by its read when that ends.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref _closed, true);
        CloseIdle();
    }

    private void CloseIdle()
    {
        while (_idle.TryPop(out var reader))
        {
            reader.Session.Dispose();
        }
    }

    private T Run<T>(Func<SqliteSession, T> work, CancellationToken cancellation)
    {
        if (Volatile.Read(ref _closed))
        {
            throw new StorageException(
                StorageError.Closed,
                sessions.Path,
                "The read was refused.",
                $"The database {sessions.Path} is closed.",
                "Stop sending requests before disposing the database.");
        }

        var reader = _idle.TryPop(out var idle) ? idle : new Reader(sessions.OpenReader());
        try
        {
            return reader.Run(work, options.ReadDeadline, cancellation);
        }
        finally
        {
            _idle.Push(reader);
            if (Volatile.Read(ref _closed))
            {
                CloseIdle();
            }
        }
    }

    /// <summary>One pooled connection with the guard that limits its reads.</summary>
    private sealed class Reader(SqliteSession session)
    {
        private readonly StatementGuard _guard = new(session);

        public SqliteSession Session { get; } = session;

        public T Run<T>(Func<SqliteSession, T> work, TimeSpan deadline, CancellationToken cancellation)
        {
            try
            {
                Session.Execute("begin");
                return _guard.Run(work, deadline, cancellation);
            }
            finally
            {
                if (Session.InTransaction)
                {
                    Session.Execute("rollback");
                }
            }
        }
    }
}
