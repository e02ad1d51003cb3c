using Belfry.Storage;
using Belfry.Storage.Comparing;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class DatabaseComparisonTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("create table t (id integer primary key, a text)")]
    [InlineData("create table t (id text primary key, a text)")]
    [InlineData("create table t (id text, part integer default 1, a text, primary key (part, id)) without rowid")]
    [InlineData("create table t (id, a text)")]
    public async Task Run_RowsOfEveryKindOfKey_AreCounted(string schema)
    {
        await WriteAsync("now", $"{schema}; insert into t (id, a) values (1, 'same'), (2, 'now'), (3, null)");
        await WriteAsync("then", $"{schema}; insert into t (id, a) values (1, 'same'), (2, 'then'), (3, 'set')");
        await WriteAsync("now", "delete from t where id = 1; insert into t (id, a) values (4, 'new'), (5, 'new')");

        Assert.Equal([new TableChange("t", 4, 3, 1, 2, 2)], Run());
    }

    [Fact]
    public async Task Run_TablesOfOneSideOnly_AreComparedWithNothing_AndVirtualOnesPassedOver()
    {
        await WriteAsync("now", "create table came (a); insert into came values (1), (2); create virtual table words using fts5(text)");
        await WriteAsync("then", "create table went (a); insert into went values (1)");

        Assert.Equal([new TableChange("came", 2, null, 0, 2, 0), new TableChange("went", null, 1, 1, 0, 0)], Run());
    }

    [Fact]
    public async Task Run_WithoutTime_TellsTheTablesWithoutFigures()
    {
        await WriteAsync("now", "create table t (a)");
        await WriteAsync("then", "create table t (a)");

        Assert.Equal([new TableChange("t", null, null, null, null, null)], DatabaseComparison.Run(File("now"), File("then"), TimeSpan.Zero, null, TestContext.Current.CancellationToken));
    }

    private IReadOnlyList<TableChange> Run() =>
        DatabaseComparison.Run(File("now"), File("then"), TimeSpan.FromMinutes(1), null, TestContext.Current.CancellationToken);

    private string File(string name) => _folder.File($"{name}.db");

    private async Task WriteAsync(string name, string script)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = File(name) });
        await database.WriteAsync(session =>
        {
            session.ExecuteScript(script);
            return 0;
        });
    }
}
