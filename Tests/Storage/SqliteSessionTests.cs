using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class SqliteSessionTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Database _database = null!;

    public ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = _folder.File("app.db") });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Execute_EveryKindOfValue_ComesBackAsItWent()
    {
        byte[] blob = [0, 1, 255];
        string? nothing = null;
        var text = "späť 🎁 " + new string('é', 1000);
        var row = await _database.ReadAsync(session => session.QueryFirstOrDefault(
            "select ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, typeof(?7), typeof(?6), typeof(?5)",
            row => (
                row.GetInt64(0), row.GetInt32(1), row.GetDouble(2), row.GetString(3), row.GetStringOrNull(4), row.GetString(5),
                Convert.ToHexString(row.GetBlob(6)), Convert.ToHexString(row.GetBlob(7)), row.GetString(8), row.GetString(9), row.GetString(10)),
            long.MinValue, 42, 1.5, text, nothing, "", Array.Empty<byte>(), blob));

        Assert.Equal((long.MinValue, 42, 1.5, text, null, "", "", "0001FF", "blob", "text", "null"), row);
    }

    [Fact]
    public async Task Execute_WrongNumberOfValues_SaysHowMany()
    {
        var fault = await Assert.ThrowsAsync<StorageException>(async () =>
            await _database.ReadAsync(session => session.QueryInt64("select ?1 + ?2", 1)));

        Assert.Equal(StorageError.Statement, fault.Error);
        Assert.Contains("2 parameters, but 1 values", fault.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Query_NestedWithTheSameText_BothComplete()
    {
        var sums = await _database.ReadAsync(session => session.Query(
            "select value from json_each('[1,2,3]')",
            outer => outer.GetInt64(0) * session.Query("select value from json_each('[1,2,3]')", inner => inner.GetInt64(0)).Sum()));

        Assert.Equal([6L, 12L, 18L], sums);
    }

    [Fact]
    public async Task QueryFirstOrDefault_InsertReturning_KeepsEveryRow()
    {
        await _database.WriteAsync(session => session.Execute("create table t (id integer primary key, a)"));

        var id = await _database.WriteAsync(session => session.QueryInt64("insert into t (a) values (1), (2) returning id"));

        Assert.Equal(1, id);
        Assert.Equal(2, await _database.ReadAsync(session => session.QueryInt64("select count(*) from t")));
    }

    [Fact]
    public async Task Execute_MoreStatementsThanTheCacheHolds_StillWorks()
    {
        var sum = await _database.ReadAsync(session => Enumerable.Range(0, 600).Sum(i => session.QueryInt64($"select {i}")));

        Assert.Equal(600 * 599 / 2, sum);
    }
}
