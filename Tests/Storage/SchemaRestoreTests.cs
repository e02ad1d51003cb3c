using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Migrations;
using Belfry.Storage.Restore;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>Restoring a state from before a migration into the database of a newer application.</summary>
public sealed class SchemaRestoreTests : IAsyncLifetime
{
    private static readonly MigrationSet Old = new([("0001-t.sql", "create table t (a)")], "the test");
    private static readonly MigrationSet New = new([("0001-t.sql", "create table t (a)"), ("0002-b.sql", "alter table t add b")], "the test");

    private readonly TempFolder _folder = new();
    private Database _database = null!;
    private Archive _archive = null!;
    private Backup _before = null!;

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = _folder.File("data/app.db") });
        _database.Migrate(Old);
        await _database.WriteAsync(session => session.Execute("insert into t values (1)"));
        _archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_folder.File("archive")) });
        _before = await _archive.TakeSnapshotAsync(_database.Path);
        _database.Migrate(New);
        await _database.WriteAsync(session => session.Execute("insert into t (a, b) values (2, 3)"));
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task RestoreInPlace_OlderSchema_IsRefusedAndNothingChanges()
    {
        var refusal = await Assert.ThrowsAsync<StorageException>(
            () => _archive.RestoreInPlaceAsync(RestorePoint.Backup(_before.Id), _database.Path, _folder.Path));

        Assert.Equal(StorageError.RestoreImpossible, refusal.Error);
        Assert.Contains("It has 2 migrations, the restore point 1 migration", refusal.Why, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync());
        Assert.Empty(await _archive.PointsAsync());
    }

    [Fact]
    public async Task RestoreInPlace_MigratedWhileTheSafetyPointIsProven_IsRefusedAndNothingChanges()
    {
        var newest = await _archive.TakeSnapshotAsync(_database.Path);
        var newer = new MigrationSet([("0001-t.sql", "create table t (a)"), ("0002-b.sql", "alter table t add b"), ("0003-c.sql", "alter table t add c")], "the test");
        var progress = new Told<RestoreProgress>(told => _ = told.Phase == RestorePhase.Locking ? _database.Migrate(newer) : 0);

        var refusal = await Assert.ThrowsAsync<StorageException>(
            () => _archive.RestoreInPlaceAsync(RestorePoint.Backup(newest.Id), _database.Path, _folder.Path, progress: progress));

        Assert.Equal(StorageError.RestoreImpossible, refusal.Error);
        Assert.Equal(0, _database.Migrate(newer));
        Assert.Empty(await _archive.PointsAsync());
    }

    [Fact]
    public async Task RestoreInPlace_OlderSchemaWithMigrations_AppliesThemBeforeItGoesLive()
    {
        var result = await _archive.RestoreInPlaceAsync(
            RestorePoint.Backup(_before.Id), _database.Path, _folder.Path, new InPlaceOptions { Migrations = New });

        Assert.Equal(1, await _database.ReadAsync(session => session.QueryInt64("select count(*) from t where b is null")));
        Assert.Equal(0, _database.Migrate(New));
        var undo = Assert.Single(await _archive.PointsAsync());
        Assert.Equal(result.Safety.TakenAt, undo.Time);
        await _archive.RestoreInPlaceAsync(RestorePoint.Named(undo.Name), _database.Path, _folder.Path);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task RestoreInPlace_OtherSchemaAllowed_LeavesTheMigrationToTheNextStart()
    {
        await _archive.RestoreInPlaceAsync(
            RestorePoint.Backup(_before.Id), _database.Path, _folder.Path, new InPlaceOptions { AllowOtherSchema = true });

        Assert.Equal(1, await CountAsync());
        Assert.Equal(1, _database.Migrate(New));
    }

    private ValueTask<long> CountAsync() => _database.ReadAsync(session => session.QueryInt64("select count(*) from t"));
}
