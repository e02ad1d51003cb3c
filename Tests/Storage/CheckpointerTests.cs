using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Belfry.Storage.Writing;
using Belfry.Tests.Support;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Belfry.Tests.Storage;

public sealed class CheckpointerTests
{
    [Fact]
    public void AfterCommit_CheckpointFails_WarnsAndGivesTheWriteLockBack()
    {
        using var folder = new TempFolder();
        var path = folder.File("app.db");
        var options = new DatabaseOptions { Path = path, BusyTimeout = TimeSpan.Zero, CheckpointBytes = 1 };
        var sessions = new SessionFactory(DatabaseFile.Prepare(path), options);
        using var writing = sessions.OpenWriter();
        var log = new WarningLog();
        using var checkpointer = new Checkpointer(writing, OpenReadOnly(path), options, log);
        writing.Execute("create table t (a)");

        Assert.True(SpinWait.SpinUntil(() =>
        {
            checkpointer.AfterCommit(); // the first ones may only begin to copy ahead
            return log.Failures.Count > 0;
        }, TimeSpan.FromSeconds(30)));

        Assert.Equal(StorageError.InputOutput, Assert.IsType<StorageException>(Assert.Single(log.Failures)).Error);
        using var other = sessions.Open();
        Assert.True(other.TryBeginImmediate());
    }

    /// <summary>A connection whose writes to the database file fail.</summary>
    private static SqliteSession OpenReadOnly(string path)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open_v2(path, out var handle, raw.SQLITE_OPEN_READONLY, null));
        return new SqliteSession(handle, path);
    }

    private sealed class WarningLog : ILogger
    {
        public List<Exception?> Failures { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Failures.Add(exception);
    }
}
