using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class ReaderTests : IAsyncLifetime
{
    private const string Endless = "with recursive c(i) as (select 1 union all select i + 1 from c) select count(*) from c";

    private readonly TempFolder _folder = new();
    private Database _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions
        {
            Path = _folder.File("app.db"), MaxReaders = 1, ReadDeadline = TimeSpan.FromMilliseconds(100), QueueTimeout = TimeSpan.FromMilliseconds(50),
        });
        await _database.WriteAsync(session => session.Execute("create table t (a)"));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ReadAsync_WorkWrites_IsRefused()
    {
        var refusal = await Assert.ThrowsAsync<StorageException>(async () =>
            await _database.ReadAsync(session => session.Execute("insert into t values (1)")));

        Assert.Equal(StorageError.ReadOnly, refusal.Error);
    }

    [Fact]
    public async Task ReadAsync_PastTheDeadline_IsStoppedAndTheReaderStaysUsable()
    {
        var stopped = await Assert.ThrowsAsync<StorageException>(async () => await _database.ReadAsync(session => session.QueryInt64(Endless)));

        Assert.Equal(StorageError.DeadlineExceeded, stopped.Error);
        Assert.Equal(0, await _database.ReadAsync(session => session.QueryInt64("select count(*) from t")));
    }

    [Fact]
    public async Task ReadAsync_TokenCancelled_Throws()
    {
        using var cancellation = new CancellationTokenSource();

        await Assert.ThrowsAsync<OperationCanceledException>(async () => await _database.ReadAsync(
            session =>
            {
                cancellation.Cancel();
                return session.QueryInt64(Endless);
            },
            cancellation.Token));
    }

    [Fact]
    public async Task ReadAsync_WhileAnotherWrites_SeesOneState()
    {
        var (before, after) = await _database.ReadAsync(session =>
        {
            var first = session.QueryInt64("select count(*) from t");
            _database.WriteAsync(writer => writer.Execute("insert into t values (1)")).AsTask().GetAwaiter().GetResult();
            return (first, session.QueryInt64("select count(*) from t"));
        });

        Assert.Equal(before, after);
        Assert.Equal(1, await _database.ReadAsync(session => session.QueryInt64("select count(*) from t")));
    }

    [Fact]
    public async Task ReadAsync_AllReadersInUse_IsRefused()
    {
        using var gate = new ManualResetEventSlim();
        using var started = new ManualResetEventSlim();
        var holding = Task.Run(async () => await _database.ReadAsync(_ =>
        {
            started.Set();
            gate.Wait();
            return 0;
        }));
        started.Wait(TestContext.Current.CancellationToken);

        var refusal = await Assert.ThrowsAsync<StorageException>(async () => await _database.ReadAsync(_ => 0));

        Assert.Equal(StorageError.Overloaded, refusal.Error);
        gate.Set();
        await holding;
    }
}
