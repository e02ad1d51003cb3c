using System.Diagnostics;
using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class WriterTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Database _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = _folder.File("app.db") });
        await _database.WriteAsync(session => session.Execute("create table t (id integer primary key, a text unique)"));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task WriteAsync_ManyCallers_AllCommitted()
    {
        await Parallel.ForAsync(0, 1000, TestContext.Current.CancellationToken, async (i, cancellation) =>
            await _database.WriteAsync(session => session.Execute("insert into t (a) values (?1)", $"row {i}"), cancellation));

        Assert.Equal(1000, await _database.ReadAsync(session => session.QueryInt64("select count(*) from t")));
    }

    [Fact]
    public async Task WriteAsync_OneRequestOfTheBatchFails_OthersCommit()
    {
        using var gate = new ManualResetEventSlim();
        var holding = _database.WriteAsync(session => { gate.Wait(); return 0; });
        var first = _database.WriteAsync(session => session.Execute("insert into t (a) values ('same')"));
        var second = _database.WriteAsync(session =>
        {
            session.Execute("insert into t (a) values ('lost with its request')");
            return session.Execute("insert into t (a) values ('same')");
        });
        var third = _database.WriteAsync(session => session.Execute("insert into t (a) values ('other')"));
        gate.Set();

        await holding;
        await first;
        var failure = await Assert.ThrowsAsync<StorageException>(async () => await second);
        await third;

        Assert.Equal(StorageError.Constraint, failure.Error);
        Assert.Equal(2067, failure.SqliteCode);
        Assert.Equal(["other", "same"], await _database.ReadAsync(session => session.Query("select a from t order by a", row => row.GetString(0))));
    }

    [Fact]
    public async Task WriteAsync_WorkThrows_CallerGetsItsOwnException()
    {
        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await _database.WriteAsync<int>(_ => throw new InvalidTimeZoneException()));

        Assert.Equal(1, await _database.WriteAsync(session => session.Execute("insert into t (a) values ('goes on')")));
    }

    [Fact]
    public async Task WriteAsync_CancelledWhileQueued_ChangesNothing()
    {
        using var gate = new ManualResetEventSlim();
        using var cancellation = new CancellationTokenSource();
        var holding = _database.WriteAsync(session => { gate.Wait(); return 0; });
        var cancelled = _database.WriteAsync(session => session.Execute("insert into t (a) values ('no')"), cancellation.Token);
        await cancellation.CancelAsync();
        gate.Set();

        await holding;
        await Assert.ThrowsAsync<OperationCanceledException>(async () => await cancelled);
        Assert.Equal(0, await _database.ReadAsync(session => session.QueryInt64("select count(*) from t")));
    }

    [Fact]
    public async Task WriteAsync_CancelledAfterItsWorkStarted_IsCommitted()
    {
        using var cancellation = new CancellationTokenSource();

        var changed = await _database.WriteAsync(
            session =>
            {
                cancellation.Cancel();
                return session.Execute("insert into t (a) values ('yes')");
            },
            cancellation.Token);

        Assert.Equal(1, changed);
    }

    [Fact]
    public async Task WriteAsync_QueueFull_RefusesAfterTheTimeout()
    {
        using var folder = new TempFolder();
        await using var database = Database.Open(
            new DatabaseOptions { Path = folder.File("app.db"), QueueCapacity = 8, QueueTimeout = TimeSpan.FromMilliseconds(50) });
        using var gate = new ManualResetEventSlim();
        var waiting = Enumerable.Range(0, 8).Select(_ => database.WriteAsync(session => { gate.Wait(); return 0; }).AsTask()).ToList();

        var refusal = await Assert.ThrowsAsync<StorageException>(async () => await database.WriteAsync(_ => 0));

        Assert.Equal(StorageError.Overloaded, refusal.Error);
        gate.Set();
        await Task.WhenAll(waiting);
    }

    [Fact]
    public async Task WriteAsync_WorkCommitsItself_FailsAndSaysWhatToRemove()
    {
        var failure = await Assert.ThrowsAsync<StorageException>(async () => await _database.WriteAsync(session => session.Execute("commit")));

        Assert.Contains("Remove COMMIT", failure.NextStep, StringComparison.Ordinal);
        Assert.Equal(1, await _database.WriteAsync(session => session.Execute("insert into t (a) values ('goes on')")));
    }

    [Fact]
    public async Task WriteAsync_Traced_RequestIsChildOfCallerAndLinksTheCommit()
    {
        var ended = new List<Activity>();
        using var source = new ActivitySource("WriterTests");
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => { lock (ended) { ended.Add(activity); } },
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = source.StartActivity("caller")!;

        await _database.WriteAsync(session => session.Execute("insert into t (a) values ('traced')"));

        Assert.Same(caller, Activity.Current);
        var write = ended.Single(activity => activity.ParentSpanId == caller.SpanId);
        Assert.Equal($"write {nameof(WriteAsync_Traced_RequestIsChildOfCallerAndLinksTheCommit)}", write.DisplayName);
        var commit = ended.Single(activity => activity.SpanId == write.Links.Single().Context.SpanId);
        Assert.Equal("commit", commit.DisplayName);
        Assert.Equal(1, commit.GetTagItem("belfry.batch.requests"));
    }

    [Fact]
    public async Task WriteAsync_WalPassesItsLimit_IsCheckpointedAndCutBack()
    {
        using var folder = new TempFolder();
        await using var database = Database.Open(new DatabaseOptions { Path = folder.File("app.db"), CheckpointBytes = 1 << 20 });
        await database.WriteAsync(session => session.Execute("create table t (a)"));
        for (var i = 0; i < 200; i++)
        {
            await database.WriteAsync(session => session.Execute("insert into t values (randomblob(50000))"));
        }

        Assert.InRange(new FileInfo(folder.File("app.db-wal")).Length, 1, 2 << 20);
        Assert.True(new FileInfo(folder.File("app.db")).Length > 9_000_000);
    }

    [Fact]
    public async Task WriteAsync_DatabaseFull_IsRefusedUntilThereIsSpace()
    {
        await _database.WriteAsync(session => session.QueryInt64("pragma max_page_count = 10"));

        var failure = await Assert.ThrowsAsync<StorageException>(async () => await InsertAsync(100_000));

        Assert.Equal(StorageError.DiskFull, failure.Error);
        await _database.WriteAsync(session => session.QueryInt64("pragma max_page_count = 1000000"));
        Assert.Equal(1, await InsertAsync(100_000));
    }

    [Fact]
    public async Task WriteAsync_WriterThreadEnds_EveryWaitingAndLaterWriteIsRefused()
    {
        // A telemetry listener that throws on the writer's thread stands for whatever nobody foresaw.
        var doomed = await _database.WriteAsync(_ => Environment.CurrentManagedThreadId);
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == StorageTelemetry.Name,
            Sample = (ref _) => Environment.CurrentManagedThreadId == doomed ? throw new InvalidTimeZoneException() : ActivitySamplingResult.None,
        };
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        var holding = _database.WriteAsync(_ =>
        {
            started.Set();
            gate.Wait();
            return 0;
        });
        started.Wait(TestContext.Current.CancellationToken);
        ActivitySource.AddActivityListener(listener);
        gate.Set();
        await holding;

        for (var i = 0; i < 2; i++)
        {
            var refusal = await Assert.ThrowsAsync<StorageException>(async () => await InsertAsync(1));
            Assert.Equal(StorageError.Closed, refusal.Error);
            Assert.IsType<InvalidTimeZoneException>(refusal.InnerException);
        }
    }

    private ValueTask<int> InsertAsync(int bytes) =>
        _database.WriteAsync(session => session.Execute("insert into t (a) values (randomblob(?1))", bytes));
}
