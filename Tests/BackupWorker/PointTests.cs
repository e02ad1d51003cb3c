using System.Text.Json;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;

namespace Belfry.Tests.BackupWorker;

/// <summary>Names and pruning on the command line.</summary>
public sealed class PointTests : IAsyncLifetime
{
    private readonly Playground _playground = new();

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        await _playground.BackUpAsync();
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Name_NewestCommit_IsRestoredByItAndRemoved()
    {
        var named = await _playground.BelfryAsync("name", "before-upgrade", "--json");
        Assert.True(named.ExitCode == 0, named.Errors);
        Assert.Equal("before-upgrade", Assert.Single(JsonSerializer.Deserialize(named.Output, DocumentJson.Default.PointListDocument)!.Points).Name);
        await _playground.AppendAsync(2);
        await _playground.BackUpAsync();

        var restored = await _playground.BelfryAsync("restore", "before-upgrade", "--to", "before.db");

        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal([1], await Playground.LedgerAsync(_playground.File("before.db")));
        Assert.Equal(0, (await _playground.BelfryAsync("name", "before-upgrade", "--remove")).ExitCode);
        Assert.Contains("No commit has a name", (await _playground.BelfryAsync("name")).Output);
    }

    [Fact]
    public async Task Name_ThatIsNoName_IsUsage() => Assert.Equal(2, (await _playground.BelfryAsync("name", "Before the upgrade")).ExitCode);

    [Fact]
    public async Task Name_Latest_IsUsage() => Assert.Equal(2, (await _playground.BelfryAsync("name", "latest")).ExitCode);

    [Fact]
    public async Task Name_RemoveOfAMistypedOne_FailsAndNamesTheList()
    {
        var answer = await _playground.BelfryAsync("name", "before-upgrad", "--remove");

        Assert.Equal(3, answer.ExitCode);
        Assert.Contains("has no point named before-upgrad", answer.Errors);
    }

    [Theory]
    [InlineData]
    [InlineData("--keep", "0")]
    public async Task Prune_WithoutAWordOnWhatToKeep_IsUsage(params string[] words)
    {
        var answer = await _playground.BelfryAsync(["prune", .. words]);

        Assert.Equal(2, answer.ExitCode);
        Assert.Contains("belfry prune --keep 24 --history 30.00:00:00 --dry-run", answer.Errors);
    }

    [Fact]
    public async Task Drill_WhileHousekeepingEnds_WaitsForIt()
    {
        var turn = ArchiveLock.TryTake(_playground.ArchivePath)!;
        var drilling = _playground.BelfryAsync("drill");
        await Task.WhenAny(drilling, Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken));
        turn.Dispose();

        var answer = await drilling;
        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
    }

    [Fact]
    public async Task Prune_DryRun_ShowsAndChangesNothing()
    {
        await _playground.BackUpAsync();
        var before = Directory.GetFiles(_playground.ArchivePath, "*", SearchOption.AllDirectories);

        var answer = await _playground.BelfryAsync("prune", "--keep", "24", "--dry-run");

        Assert.Contains("Kept are the newest 24 backups and 30 days of history", answer.Output);
        Assert.Contains("Would keep 2 backups. Not needed any more: 0 backups", answer.Output);
        Assert.Equal(before.Order(), Directory.GetFiles(_playground.ArchivePath, "*", SearchOption.AllDirectories).Order());
        Assert.Contains("Kept 2 backups, marked 0 objects", (await _playground.BelfryAsync("prune", "--history", "30.00:00:00")).Output);
    }
}
