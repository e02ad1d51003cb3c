using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
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
    public async Task Migrate_TwoStartingProcesses_EachMigrationAppliedOnce()
    {
        await using var database = Open();
        using var first = LifecycleProcess.Start("migrate", database.Path);
        using var second = LifecycleProcess.Start("migrate", database.Path);
        Assert.Equal("ready", await first.StandardOutput.ReadLineAsync());
        Assert.Equal("ready", await second.StandardOutput.ReadLineAsync());

        first.StandardInput.WriteLine();
        second.StandardInput.WriteLine();

        var applied = await Task.WhenAll(first.StandardOutput.ReadLineAsync(), second.StandardOutput.ReadLineAsync());
        Assert.Equal(6, applied.Sum(count => int.Parse(count!)));
        Assert.Equal(2000 * 6, await database.ReadAsync(session => Enumerable.Range(1, 6).Sum(i => session.QueryInt64($"select count(*) from m{i}"))));
    }

    [Fact]
    public async Task Migrate_WithASafetyPoint_TakesItBeforeTheFirstChangeOnly()
    {
        var (old, young) = (("0001-a.sql", "create table a (id)"), (("0002-b.sql", "create table b (id)"), ("0003-c.sql", "create table c (id)")));
        await using var database = Open();
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) });
        var pending = new List<int>();
        void TakeSafetyPoint(int count)
        {
            pending.Add(count);
            archive.TakeSnapshotAsync(database.Path).GetAwaiter().GetResult();
        }

        database.Migrate(SetOf(old), TakeSafetyPoint);
        database.Migrate(SetOf(old, young.Item1, young.Item2), TakeSafetyPoint);
        database.Migrate(SetOf(old, young.Item1, young.Item2), TakeSafetyPoint);

        Assert.Equal([2], pending);
        var backup = Assert.Single(await archive.ListAsync());
        await archive.RestoreAsync(backup.Id, _folder.File("before.db"));
        await using var before = Database.Open(new DatabaseOptions { Path = _folder.File("before.db") });
        Assert.Equal(
            ["a", "belfry_migrations"], await before.ReadAsync(session => session.Query("select name from sqlite_schema order by name", row => row.GetString(0))));
    }

    [Fact]
    public async Task Migrate_SafetyPointFails_ChangesNothing()
    {
        await using var database = Open();
        database.Migrate(SetOf(("0001-a.sql", "create table a (id)")));
        var set = SetOf(("0001-a.sql", "create table a (id)"), ("0002-b.sql", "create table b (id)"));

        Assert.Throws<TimeoutException>(() => database.Migrate(set, _ => throw new TimeoutException()));

        Assert.Equal(0, await database.ReadAsync(session => session.QueryInt64("select count(*) from sqlite_schema where name = 'b'")));
        Assert.Equal(1, database.Migrate(set));
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
