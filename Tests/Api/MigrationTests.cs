using Belfry.Api.Data;
using Belfry.Storage;
using Belfry.Storage.Migrations;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>Databases of earlier versions, with what is in them.</summary>
public sealed class MigrationTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Lists_FromBeforeTheirContentsLayApart_KeepTheirCount()
    {
        using var folder = new TempFolder();
        await using var database = Database.Open(new DatabaseOptions { Path = folder.File("app.db") });
        var all = MigrationSet.FromAssembly(typeof(UpgradePoint).Assembly);
        database.Migrate(new MigrationSet(all.Migrations.Take(9).Select(migration => (migration.FileName, migration.Sql)), "the first nine"));
        await database.WriteAsync(session =>
        {
            session.ExecuteScript(
                """
                insert into people (id, account, name, role, created_at) values ('p', 'a', 'A', 'owner', 1);
                insert into lists (id, owner_id, position, name, created_at, updated_at) values ('full', 'p', 1, 'Full', 1, 1), ('empty', 'p', 2, 'Empty', 1, 1);
                """);
            AddItem(session, "one");
            AddItem(session, "two");
            return 0;
        }, Cancellation);

        database.Migrate(all);
        var before = await ContentsAsync(database);
        await database.WriteAsync(session => AddItem(session, "three"), Cancellation);
        var after = await ContentsAsync(database);

        Assert.Equal((2, 3), (before.Count, after.Count));
        Assert.NotEqual(before.Stamp, after.Stamp);
    }

    private static int AddItem(SqliteSession session, string id) => session.Execute(
        "insert into items (id, list_seq, position, name, created_at, updated_at) select ?1, seq, 1, 'A kite', 1, 1 from lists where id = 'full'", id);

    private static ValueTask<(long Count, long Stamp)> ContentsAsync(Database database) => database.ReadAsync(
        session => session.QueryFirstOrDefault(
            "select item_count, stamp from list_contents join lists on seq = list_seq where id = 'full'", static row => (row.GetInt64(0), row.GetInt64(1))),
        Cancellation);
}
