using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class DatabaseCloseTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Database _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = _folder.File("app.db") });
        await _database.WriteAsync(session => session.Execute("create table t (a)"));
        await _database.ReadAsync(session => session.QueryInt64("select count(*) from t"));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task DisposeAsync_TwiceAtOnce_ClosesOnce()
    {
        await _database.WriteAsync(session => session.Execute("insert into t values (randomblob(1000000))"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await _database.DisposeAsync())));

        Assert.Equal([_database.Path], Directory.GetFiles(_folder.Path)); // the last connection took the WAL with it
    }

    [Fact]
    public async Task WriteAsync_AfterDisposal_IsRefusedAsClosed()
    {
        await _database.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<StorageException>(async () => await _database.WriteAsync(_ => 0));

        Assert.Equal(StorageError.Closed, refusal.Error);
    }

    [Fact]
    public async Task ReadAsync_AfterDisposal_IsRefusedAsClosed()
    {
        await _database.DisposeAsync();

        var refusal = await Assert.ThrowsAsync<StorageException>(async () => await _database.ReadAsync(_ => 0));

        Assert.Equal(StorageError.Closed, refusal.Error);
    }

    [Fact]
    public async Task DisposeAsync_WhileAReadRuns_ThatReadEndsAndClosesItsConnection()
    {
        var count = await _database.ReadAsync(session =>
        {
            _database.DisposeAsync().AsTask().GetAwaiter().GetResult();
            return session.QueryInt64("select count(*) from t");
        });

        Assert.Equal(0, count);
        Assert.Equal([_database.Path], Directory.GetFiles(_folder.Path));
    }
}
