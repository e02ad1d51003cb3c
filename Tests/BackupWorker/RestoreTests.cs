using System.Diagnostics;
using System.Text.Json;
using Belfry.BackupWorker;
using Belfry.BackupWorker.Commands;
using Belfry.BackupWorker.Documents;
using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>What a restore does to a file that is already there: nothing, unless it is told to and nobody uses it.</summary>
public sealed class RestoreTests : IAsyncLifetime
{
    private readonly Playground _playground = new();
    private BackupDocument _backup = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Place => _playground.File("restored.db");

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        _backup = await _playground.BackUpAsync();
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-journal")]
    public async Task Restore_WhereAFileExists_RefusesAndNamesForce(string end)
    {
        await File.WriteAllTextAsync(Place + end, "precious", Cancellation);

        var answer = await _playground.BelfryAsync("restore", "latest", "--to", Place);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("--force", answer.Errors);
        Assert.Equal("precious", await File.ReadAllTextAsync(Place + end, Cancellation));
    }

    [Fact]
    public async Task Restore_Forced_KeepsTheOldFileAndItsWalUnderAnotherName()
    {
        await File.WriteAllTextAsync(Place, "precious", Cancellation);
        await File.WriteAllTextAsync(Place + "-wal", "its newest commits", Cancellation);

        var answer = await _playground.BelfryAsync("restore", "latest", "--to", Place, "--force", "--json");

        Assert.True(answer.ExitCode == 0, answer.Errors);
        var restored = JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.RestoredDocument)!;
        Assert.Equal("precious", await File.ReadAllTextAsync(restored.Replaced!, Cancellation));
        Assert.Equal("its newest commits", await File.ReadAllTextAsync(restored.Replaced + "-wal", Cancellation));
        Assert.Equal([1], await Playground.LedgerAsync(Place));
    }

    [Fact]
    public async Task Restore_ForcedOntoADatabaseInUse_RefusesAndChangesNothing()
    {
        await _playground.AppendAsync(2);

        var answer = await _playground.BelfryAsync("restore", "latest", "--to", _playground.DatabasePath, "--force", "--json");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("file-in-use", answer.Errors);
        await _playground.AppendAsync(3);
        await _playground.CloseDatabaseAsync();
        Assert.Equal([1, 2, 3], await Playground.LedgerAsync(_playground.DatabasePath));
    }

    [Fact]
    public async Task Restore_ForcedOntoADatabaseThatIsOpenedMeanwhile_RefusesAndLeavesNothingBehind()
    {
        await _playground.CloseDatabaseAsync();
        using var program = new OpenDatabase(_playground.DatabasePath);

        var refused = await Assert.ThrowsAsync<FaultException>(() => new RestorePlace(_playground.DatabasePath).FillAsync(async file =>
        {
            await DatabaseCopy.MakeAsync(_playground.DatabasePath, file, Cancellation);
            await program.OpenAsync();
        }));

        Assert.Equal("file-in-use", refused.Fault.Code);
        await program.CloseAsync();
        Assert.Empty(Directory.GetFiles(_playground.File("data"), "*.restored-*"));
        Assert.Equal([1], await Playground.LedgerAsync(_playground.DatabasePath));
    }

    [Fact]
    public async Task Restore_ForcedOntoAStoppedDatabase_BringsItBack()
    {
        await _playground.AppendAsync(2);
        await _playground.CloseDatabaseAsync();

        var answer = await _playground.BelfryAsync("restore", "latest", "--to", _playground.DatabasePath, "--force");

        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Equal([1], await Playground.LedgerAsync(_playground.DatabasePath));
    }

    [Fact]
    public async Task Restore_ByTheBeginningOfAnId_FindsTheOne()
    {
        var answer = await _playground.BelfryAsync("restore", _backup.Id[..15], "--to", Place);

        Assert.True(answer.ExitCode == 0, answer.Errors);
        Assert.Contains(_backup.Id, answer.Output);
    }

    [Fact]
    public async Task Restore_ByABeginningThatSeveralIdsShare_RefusesToGuess()
    {
        await _playground.BackUpAsync();

        var answer = await _playground.BelfryAsync("restore", "2", "--to", Place);

        Assert.Equal(2, answer.ExitCode);
        Assert.False(File.Exists(Place));
    }

    /// <summary>A program of its own that has a database open from one moment to another.</summary>
    private sealed class OpenDatabase(string path) : IDisposable
    {
        private Process? _process;

        public async Task OpenAsync()
        {
            var shell = Prerequisite.FindProgram("sqlite3") ?? Prerequisite.Missing("sqlite3 is not installed", "sudo apt-get install sqlite3");
            _process = Process.Start(new ProcessStartInfo(shell, [path]) { RedirectStandardInput = true, RedirectStandardOutput = true })!;
            await _process.StandardInput.WriteLineAsync("select 'open', count(*) from ledger;");
            await _process.StandardInput.FlushAsync(Cancellation);
            Assert.StartsWith("open", await _process.StandardOutput.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        }

        public async Task CloseAsync()
        {
            _process!.StandardInput.Close();
            await _process.WaitForExitAsync(Cancellation);
        }

        public void Dispose()
        {
            if (_process is { HasExited: false })
            {
                _process.Kill();
            }

            _process?.Dispose();
        }
    }
}
