using Belfry.Storage;
using Belfry.Storage.Migrations;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class MigratorTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Migrate_NewDatabase_AppliesAllOnce()
    {
        var set = SetOf(("0001-lists.sql", "create table lists (id);\n-- done\n"), ("0002-items.sql", "create table items (id); insert into items values (1);"));
        await using var database = Open();

        Assert.Equal(2, database.Migrate(set));
        Assert.Equal(0, database.Migrate(set));
        Assert.Equal(1, await database.ReadAsync(session => session.QueryInt64("select count(*) from items")));
    }

    [Fact]
    public async Task Migrate_TwoStartersAtOnce_EachMigrationAppliedOnce()
    {
        var set = SetOf([.. Enumerable.Range(1, 20).Select(i => ($"{i:0000}-t.sql", $"create table t{i} (id); insert into t{i} values (1)"))]);
        await using var first = Open();
        await using var second = Open();

        var applied = await Task.WhenAll(Task.Run(() => first.Migrate(set)), Task.Run(() => second.Migrate(set)));

        Assert.Equal(20, applied.Sum());
        Assert.Equal(1, await first.ReadAsync(session => session.QueryInt64("select count(*) from t20")));
    }

    [Fact]
    public async Task Migrate_SecondOneFails_FirstStaysAndSecondIsUndone()
    {
        var set = SetOf(("0001-a.sql", "create table a (id)"), ("0002-b.sql", "create table b (id); insert into nowhere values (1)"));
        await using var database = Open();

        var failure = Assert.Throws<StorageException>(() => database.Migrate(set));

        Assert.Equal(StorageError.MigrationFailed, failure.Error);
        Assert.Contains("0002-b.sql", failure.What, StringComparison.Ordinal);
        Assert.Equal(
            ["a", "belfry_migrations"],
            await database.ReadAsync(session => session.Query("select name from sqlite_schema order by name", row => row.GetString(0))));
    }

    [Theory]
    [InlineData("create table a (id); commit; create table b (id);")]
    [InlineData("create table a (id primary key); create table b (a references a (id)); insert into b values (7);")]
    public async Task Migrate_CommitsItselfOrBreaksForeignKeys_IsRefused(string sql)
    {
        var set = SetOf(("0001-a.sql", sql));
        await using var database = Open();

        Assert.Equal(StorageError.MigrationFailed, Assert.Throws<StorageException>(() => database.Migrate(set)).Error);
    }

    [Fact]
    public async Task Migrate_AppliedFileChanged_IsRefused()
    {
        await using var database = Open();
        database.Migrate(SetOf(("0001-a.sql", "create table a (id)")));

        var refusal = Assert.Throws<StorageException>(() => database.Migrate(SetOf(("0001-a.sql", "create table a (id, more)"))));

        Assert.Equal(StorageError.MigrationChanged, refusal.Error);
    }

    [Fact]
    public async Task Migrate_DatabaseOfANewerVersion_IsRefused()
    {
        await using var database = Open();
        var old = SetOf(("0001-a.sql", "create table a (id)"));
        database.Migrate(SetOf(("0001-a.sql", "create table a (id)"), ("0002-b.sql", "create table b (id)")));

        Assert.Equal(StorageError.NewerSchema, Assert.Throws<StorageException>(() => database.Migrate(old)).Error);
    }

    [Fact]
    public void MigrationSet_NumberMissing_IsRefused() =>
        Assert.Equal(
            StorageError.MigrationMissing,
            Assert.Throws<StorageException>(() => SetOf(("0001-a.sql", "select 1"), ("0003-c.sql", "select 1"))).Error);

    [Fact]
    public void FromAssembly_MisnamedFile_IsRefusedByName()
    {
        var refusal = Assert.Throws<StorageException>(() => MigrationSet.FromAssembly(typeof(MigratorTests).Assembly));

        Assert.Equal(StorageError.MigrationMissing, refusal.Error);
        Assert.Contains("0002_misnamed.SQL", refusal.What, StringComparison.Ordinal);
    }

    private Database Open() => Database.Open(new DatabaseOptions { Path = _folder.File("app.db") });

    private static MigrationSet SetOf(params (string Name, string Sql)[] files) => new(files, "the test");
}
