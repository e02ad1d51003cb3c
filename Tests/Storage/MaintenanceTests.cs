using Belfry.Storage;
using Belfry.Storage.Maintenance;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

public sealed class MaintenanceTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private Database _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = Database.Open(new DatabaseOptions { Path = _folder.File("app.db") });
        await _database.WriteAsync(session =>
        {
            session.ExecuteScript("create table small (a); create table big (id integer primary key, a text); create index big_a on big (a)");
            session.Execute("insert into small values (1)");
            return session.Execute("insert into big (a) with recursive c(i) as (select 1 union all select i + 1 from c where i < 3000) select hex(randomblob(100)) from c");
        });
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Sizes_TablesAndIndexes_AreThoseOfTheFile()
    {
        var sizes = await _database.Maintenance.SizesAsync();

        Assert.Equal(("big", 3000L), (sizes[0].Table, sizes[0].Rows));
        Assert.InRange(sizes[0].Bytes, 600_000, 900_000);
        Assert.InRange(sizes[0].IndexBytes, 600_000, 1_200_000);
        Assert.Equal(1, Assert.Single(sizes, size => size.Table == "small").Rows);
    }

    [Fact]
    public async Task IncrementalVacuum_AfterADelete_GivesPagesBack()
    {
        await _database.WriteAsync(session => session.Execute("delete from big"));
        var free = Assert.Single(await _database.Maintenance.SizesAsync(), size => size.Table.Length == 0);

        Assert.Equal(10, await _database.Maintenance.IncrementalVacuumAsync(10));
        Assert.Equal((free.Bytes / 4096) - 10, await _database.Maintenance.IncrementalVacuumAsync(int.MaxValue));
        Assert.Equal(0, await _database.Maintenance.IncrementalVacuumAsync(10));
        Assert.DoesNotContain(await _database.Maintenance.SizesAsync(), size => size.Table.Length == 0);
    }

    [Fact]
    public async Task Vacuum_AfterADelete_ShrinksAndKeepsTheRows()
    {
        await _database.WriteAsync(session => session.Execute("delete from big where id % 10 > 0"));
        var before = await PagesAsync();

        await _database.Maintenance.VacuumAsync();

        Assert.InRange(await PagesAsync(), 1, before / 2);
        Assert.Equal(300, await _database.ReadAsync(session => session.QueryInt64("select count(*) from big")));
    }

    [Fact]
    public async Task Checkpoint_WhileSomebodyReadsAnOlderState_CopiesTheRestWhenTheyEnded()
    {
        var reading = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var read = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reader = Task.Run(() => _database.ReadAsync(session =>
        {
            session.QueryInt64("select count(*) from small");
            reading.SetResult();
            read.Task.Wait(TestContext.Current.CancellationToken);
            return session.QueryInt64("select count(*) from small");
        }).AsTask());
        CheckpointResult part;
        try
        {
            await reading.Task;
            await _database.WriteAsync(session => session.Execute("insert into small values (2)"));
            part = await _database.Maintenance.CheckpointAsync();
        }
        finally
        {
            read.SetResult();
            await reader;
        }

        var whole = await _database.Maintenance.CheckpointAsync();

        Assert.True(part.Copied >= 0 && part.Copied < part.Frames, $"{part}");
        Assert.True(whole.Frames > 0 && whole.Copied == whole.Frames, $"{whole}");
    }

    /// <summary>One connection at a time copies; SQLite answers the others at once that it is busy.</summary>
    [Fact]
    public async Task Checkpoint_ManyAtOnce_EachEndsWithItsOwnResult()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _database.Maintenance.CheckpointAsync()));

        Assert.All(results, result => Assert.True(result.Frames >= 0 && result.Copied == result.Frames, $"{result}"));
    }

    [Fact]
    public async Task Analyze_AndOptimize_LeaveStatistics()
    {
        await _database.Maintenance.AnalyzeAsync();
        await _database.Maintenance.OptimizeAsync();

        Assert.Equal("3000 1", await _database.ReadAsync(session => session.QueryString("select stat from sqlite_stat1 where idx = 'big_a'")));
    }

    [Fact]
    public async Task Optimize_TableShrankSinceItWasAnalyzed_RefreshesItsStatistics()
    {
        await _database.Maintenance.OptimizeAsync();
        Assert.Equal(1, await _database.ReadAsync(session => session.QueryInt64("select count(*) from sqlite_stat1 where idx = 'big_a'")));
        await _database.WriteAsync(session => session.Execute("delete from big where id > 100"));

        await _database.Maintenance.OptimizeAsync();

        Assert.Equal("100 1", await _database.ReadAsync(session => session.QueryString("select stat from sqlite_stat1 where idx = 'big_a'")));
    }

    [Fact]
    public async Task CheckIntegrity_SoundDatabase_FindsNothing()
    {
        var report = await _database.Maintenance.CheckIntegrityAsync();

        Assert.True(report.IsSound);
        Assert.Empty(report.Problems.Concat(report.Orphans));
    }

    [Fact]
    public async Task CheckIntegrity_IndexEntryMissingAndRowWithoutParent_NamesBoth()
    {
        await _database.WriteAsync(session =>
        {
            session.ExecuteScript("create table child (big_id integer references big (id)); create index small_a on small (a)");
            return session.Execute("insert into small values ('text')");
        });
        using (var careless = new SessionFactory(_database.Path, new DatabaseOptions { Path = _database.Path }).Open())
        {
            careless.Execute("pragma foreign_keys = off");
            careless.Execute("insert into child values (9999)");
        }

        var root = await _database.ReadAsync(session => session.QueryInt64("select rootpage from sqlite_schema where name = 'small_a'"));
        await _database.DisposeAsync();
        await using (var file = File.OpenWrite(_database.Path))
        {
            file.Position = (root * 4096) - 4; // the end of the page, where the first entry lies
            file.Write("????"u8);
        }

        _database = Database.Open(new DatabaseOptions { Path = _database.Path });
        var report = await _database.Maintenance.CheckIntegrityAsync();

        Assert.False(report.IsSound);
        Assert.NotEmpty(report.Problems);
        Assert.Equal(["a row of child points to a missing row of big"], report.Orphans);
    }

    [Fact]
    public async Task CheckIntegrity_Cancelled_Stops()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _database.Maintenance.CheckIntegrityAsync(stop.Token));
    }

    private ValueTask<long> PagesAsync() => _database.ReadAsync(session => session.QueryInt64("pragma page_count"));
}
