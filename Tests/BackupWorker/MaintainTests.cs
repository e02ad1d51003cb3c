using System.Text.Json;
using Belfry.BackupWorker.Documents;

namespace Belfry.Tests.BackupWorker;

public sealed class MaintainTests : IAsyncLifetime
{
    private readonly Playground _playground = new();

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync(fillingBytes: 4 << 20);
        await _playground.AppendAsync(1);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Maintain_ALiveDatabase_IsSoundAndTellsSizes()
    {
        var (exit, document) = await MaintainAsync();

        Assert.Equal((0, true), (exit, document.Sound));
        Assert.Equal("filling", document.Tables[0].Name);
        Assert.InRange(document.Tables[0].Bytes, 4 << 20, 5 << 20);
        Assert.Equal(1, document.Tables.Single(table => table.Name == "ledger").Rows);
        Assert.True(document.Tables.Single(table => table.Name == "ledger").IndexBytes > 0);
    }

    [Fact]
    public async Task Maintain_VacuumOfADatabaseWithGaps_GivesThemBackWhileItIsOpen()
    {
        await _playground.Database!.WriteAsync(session => session.Execute("delete from filling"));
        Assert.Contains((await MaintainAsync()).Document.Tables, table => table.Name.Length == 0);

        var (exit, document) = await MaintainAsync("--vacuum", "--analyze", "--optimize");

        Assert.Equal(0, exit);
        Assert.DoesNotContain(document.Tables, table => table.Name.Length == 0);
        await _playground.AppendAsync(2);
    }

    [Fact]
    public async Task Maintain_ADamagedDatabase_Returns4AndTellsWhat()
    {
        await _playground.DamageIndexAsync();
        var before = await File.ReadAllBytesAsync(_playground.DatabasePath, TestContext.Current.CancellationToken);

        var (exit, document) = await MaintainAsync("--vacuum");

        Assert.Equal((4, false), (exit, document.Sound));
        Assert.NotEmpty(document.Problems);
        Assert.Equal(before, await File.ReadAllBytesAsync(_playground.DatabasePath, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Maintain_AFileThatIsNoDatabase_Returns4AndTellsWhat()
    {
        await _playground.CloseDatabaseAsync();
        await File.WriteAllTextAsync(_playground.DatabasePath, string.Concat(Enumerable.Repeat("not a database ", 500)), TestContext.Current.CancellationToken);

        var (exit, document) = await MaintainAsync();

        Assert.Equal((4, false), (exit, document.Sound));
        Assert.NotEmpty(Assert.Single(document.Problems));
    }

    [Fact]
    public async Task Maintain_NoDatabase_Returns1AndMakesNone()
    {
        var answer = await BelfryProgram.RunAsync(BelfryProgram.StartInfo(_playground.Folder, "maintain", "--database", _playground.File("absent.db")));

        Assert.Equal(1, answer.ExitCode);
        Assert.False(File.Exists(_playground.File("absent.db")));
    }

    private async Task<(int Exit, MaintenanceDocument Document)> MaintainAsync(params string[] options)
    {
        var answer = await BelfryProgram.RunAsync(BelfryProgram.StartInfo(
            _playground.Folder, ["maintain", "--json", "--database", _playground.DatabasePath, .. options]));
        Assert.Equal("", answer.Errors);
        return (answer.ExitCode, JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.MaintenanceDocument)!);
    }
}
