using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;
using SQLitePCL;

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

    [Fact]
    public void Query_NestedWithTheSameText_LeavesOnlyTheCachedStatement()
    {
        using var session = OpenCounting();
        var before = CountStatements(session);

        session.Query("select 1", _ => session.QueryInt64("select 1") + session.QueryInt64("select 1"));

        Assert.Equal(before + 1, CountStatements(session));
    }

    [Fact]
    public void Query_DroppedFromTheCacheWhileItRuns_EndsWithItsReset()
    {
        using var session = OpenCounting();

        session.Query("select -1", _ => Enumerable.Range(0, 256).Sum(i => session.QueryInt64($"select {i}")));

        Assert.InRange(CountStatements(session), 1, 256);
        Assert.DoesNotContain("select -1", Statements(session));
    }

    private SqliteSession OpenCounting()
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open_v2(_database.Path, out var handle, raw.SQLITE_OPEN_READWRITE, null));
        handle.enable_sqlite3_next_stmt(true);
        return new SqliteSession(handle, _database.Path);
    }

    private static int CountStatements(SqliteSession session) => Statements(session).Count;

    private static List<string> Statements(SqliteSession session)
    {
        var all = new List<string>();
        for (var statement = raw.sqlite3_next_stmt(session.Handle, null); statement is not null; statement = raw.sqlite3_next_stmt(session.Handle, statement))
        {
            all.Add(raw.sqlite3_sql(statement).utf8_to_string());
        }

        return all;
    }
}
