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
        var holding = Hold(_database, gate);
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
        var holding = Hold(_database, gate);
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
        List<Task<int>> waiting = [Hold(database, gate), .. Enumerable.Range(1, 7).Select(_ => database.WriteAsync(_ => 0).AsTask())];

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
        using var gate = new ManualResetEventSlim();
        var holding = Hold(_database, gate);
        var doomed = _database.WriteAsync(_ => Environment.CurrentManagedThreadId);
        gate.Set();
        await holding;
        var thread = await doomed;
        using var listener = ThrowingAtCommits(() => Environment.CurrentManagedThreadId == thread);
        gate.Reset();
        holding = Hold(_database, gate);
        var refused = InsertAsync(1).AsTask();
        ActivitySource.AddActivityListener(listener);
        gate.Set();
        await holding;

        await AssertRefusedAsync(() => refused);
        await AssertRefusedAsync(() => InsertAsync(1).AsTask());
    }

    [Fact]
    public async Task WriteAsync_CommitOnTheCallersThreadEnds_IsRefusedWithEveryLaterOne()
    {
        await CommitHereAsync();
        var caller = Environment.CurrentManagedThreadId;
        using var listener = ThrowingAtCommits(() => Environment.CurrentManagedThreadId == caller);
        ActivitySource.AddActivityListener(listener);

        var refused = InsertAsync(1).AsTask();

        Assert.True(refused.IsFaulted);
        await AssertRefusedAsync(() => refused);
        await AssertRefusedAsync(() => InsertAsync(1).AsTask());
    }

    [Fact]
    public Task WriteAsync_Alone_SoonCommitsOnTheCallersThread() => CommitHereAsync();

    [Fact]
    public async Task WriteAsync_ManyWithoutAwaiting_SoonShareTheThreadsCommits()
    {
        await CommitHereAsync();
        var caller = Environment.CurrentManagedThreadId;
        using var asked = new ManualResetEventSlim();

        // The thread's first commit lasts until all have asked: it may be so quick otherwise that it finds one request at a time.
        var writes = Enumerable.Range(0, 200).Select(_ => _database.WriteAsync(_ => ThreadHere()).AsTask()).ToList();
        asked.Set();
        var threads = await Task.WhenAll(writes);

        Assert.InRange(threads.Count(thread => thread == caller), 0, 16);

        int ThreadHere()
        {
            if (Environment.CurrentManagedThreadId != caller)
            {
                asked.Wait();
            }

            return Environment.CurrentManagedThreadId;
        }
    }

    [Fact]
    public async Task DisposeAsync_WhileACallerCommits_WaitsForIt()
    {
        using var folder = new TempFolder();
        var database = Database.Open(new DatabaseOptions { Path = folder.File("app.db") });
        await database.WriteAsync(session => session.Execute("create table t (a)"));
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        var inserting = Task.Run(() => database.WriteAsync(session =>
        {
            started.Set();
            gate.Wait();
            return session.Execute("insert into t values (1)");
        }).AsTask());
        started.Wait(TestContext.Current.CancellationToken);

        var closing = database.DisposeAsync();
        Exception? refusal = null;
        await Eventually.TrueAsync(() => Task.FromResult((refusal = Record.Exception(() => { database.WriteAsync(_ => 0).AsTask(); })) is not null), "the queue to be closed");
        gate.Set();

        Assert.Equal(StorageError.Closed, Assert.IsType<StorageException>(refusal).Error);
        Assert.Equal(1, await inserting);
        await closing;
    }

    private static ActivityListener ThrowingAtCommits(Func<bool> now) => new()
    {
        ShouldListenTo = source => source.Name == StorageTelemetry.Name,
        Sample = (ref options) => options.Name == "commit" && now() ? throw new InvalidTimeZoneException() : ActivitySamplingResult.None,
    };

    private static async Task AssertRefusedAsync(Func<Task<int>> write)
    {
        var refusal = await Assert.ThrowsAsync<StorageException>(write);
        Assert.Equal(StorageError.Closed, refusal.Error);
        Assert.IsType<InvalidTimeZoneException>(refusal.InnerException);
    }

    /// <summary>Writes until a commit was this thread's own: after the writer's thread has answered it still has the turn for a moment.</summary>
    private Task CommitHereAsync() => Eventually.TrueAsync(
        async () =>
        {
            var caller = Environment.CurrentManagedThreadId;
            return await _database.WriteAsync(_ => Environment.CurrentManagedThreadId) == caller;
        },
        "a commit on the caller's thread");

    /// <summary>A write that has begun and ends when the gate opens; those that come after it wait in the queue.</summary>
    private static Task<int> Hold(Database database, ManualResetEventSlim gate)
    {
        var started = new TaskCompletionSource();
        var holding = Task.Run(() => database.WriteAsync(_ =>
        {
            started.SetResult();
            gate.Wait();
            return 0;
        }).AsTask());
        started.Task.Wait(TestContext.Current.CancellationToken);
        return holding;
    }

    private ValueTask<int> InsertAsync(int bytes) =>
        _database.WriteAsync(session => session.Execute("insert into t (a) values (randomblob(?1))", bytes));
}
