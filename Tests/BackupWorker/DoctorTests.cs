using System.Text.Json;
using Belfry.BackupWorker.Documents;

namespace Belfry.Tests.BackupWorker;

public sealed class DoctorTests : IAsyncLifetime
{
    private readonly Playground _playground = new();

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Doctor_OfAProtectedDatabase_FindsNoProblemAndLeavesNothing()
    {
        await _playground.BackUpAsync();
        var before = ArchiveFiles();

        var (exit, findings) = await ExamineAsync();

        Assert.Equal(0, exit);
        Assert.Equal(
            ["sqlite", "database", "permissions", "wal", "archive", "disks", "space", "backups", "uploads", "keys", "clock", "stream"], findings.Select(finding => finding.Check));
        Assert.DoesNotContain(findings, finding => finding.State == "problem");
        Assert.Equal(before, ArchiveFiles());
    }

    [Fact]
    public async Task Doctor_WithoutABackup_SaysHowToTakeOne()
    {
        await _playground.BackUpAsync();
        foreach (var snapshot in Directory.EnumerateFiles(_playground.ArchivePath, "*.snapshot", SearchOption.AllDirectories).ToList())
        {
            File.Delete(snapshot);
        }

        var (exit, findings) = await ExamineAsync();

        var problem = Assert.Single(findings, finding => finding.State == "problem");
        Assert.Equal((1, "backups"), (exit, problem.Check));
        Assert.StartsWith("belfry backup", problem.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_DatabaseThatOthersMayRead_Warns()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no such permissions.");
            return;
        }

        await _playground.BackUpAsync();
        File.SetUnixFileMode(_playground.DatabasePath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);

        var (exit, findings) = await ExamineAsync();

        var warning = findings.Single(finding => finding.Check == "permissions");
        Assert.Equal((0, "warning", $"chmod go= {_playground.DatabasePath}"), (exit, warning.State, warning.Next));
    }

    [Fact]
    public async Task Doctor_RollbackJournal_SaysHowToSwitch()
    {
        await _playground.BackUpAsync();
        await _playground.CloseDatabaseAsync();
        await SqliteShellAsync("pragma journal_mode=delete");

        var (exit, findings) = await ExamineAsync();

        var warning = findings.Single(finding => finding.Check == "database");
        Assert.Equal((0, "warning"), (exit, warning.State));
        Assert.Contains("pragma journal_mode=wal", warning.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_UploadsOfEarlierBackupsAreGone_SaysHowToGoOn()
    {
        var uploads = _playground.File("data/uploads");
        Directory.CreateDirectory(uploads);
        await _playground.BackUpAsync();
        Directory.Delete(uploads);

        var (exit, findings) = await ExamineAsync();

        var problem = Assert.Single(findings, finding => finding.State == "problem");
        Assert.Equal((1, "uploads"), (exit, problem.Check));
        Assert.EndsWith($"mkdir {uploads}", problem.Next, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Doctor_NothingThere_TellsEveryProblemAndEndsInOrder()
    {
        var answer = await BelfryProgram.RunAsync(BelfryProgram.StartInfo(
            _playground.Folder, "doctor", "--database", _playground.File("absent.db"), "--archive", _playground.File("absent")));

        Assert.Equal((1, ""), (answer.ExitCode, answer.Errors));
        Assert.Contains("absent.db does not exist.", answer.Output, StringComparison.Ordinal);
        Assert.Contains("There is no archive at", answer.Output, StringComparison.Ordinal);
        Assert.False(File.Exists(_playground.File("absent.db")));
        Assert.False(Directory.Exists(_playground.File("absent")));
    }

    [Fact]
    public async Task Drill_OfAHistory_RestoresAMomentAndLeavesTheArchiveAsItWas()
    {
        await _playground.BackUpAsync();
        await _playground.AppendAsync(2);
        await _playground.BackUpAsync();
        var before = ArchiveFiles();

        var answer = await _playground.BelfryAsync("drill", "--json");

        Assert.True(answer.ExitCode == 0, answer.Errors);
        var drill = JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.DrillDocument)!;
        Assert.Matches("^[0-9TZ.]+-[0-9a-f-]+/[0-9]+$", drill.Id);
        Assert.True(drill.Bytes > 0);
        Assert.Equal(before, ArchiveFiles());
    }

    [Fact]
    public async Task Drill_OfADamagedHistory_Returns4()
    {
        var backup = await _playground.BackUpAsync();
        var bytes = await File.ReadAllBytesAsync(_playground.SnapshotFile(backup.Id), TestContext.Current.CancellationToken);
        bytes[bytes.Length / 2] ^= 1;
        await File.WriteAllBytesAsync(_playground.SnapshotFile(backup.Id), bytes, TestContext.Current.CancellationToken);

        Assert.Equal(4, (await _playground.BelfryAsync("drill")).ExitCode);
    }

    private async Task<(int Exit, IReadOnlyList<FindingDocument> Findings)> ExamineAsync()
    {
        var answer = await _playground.BelfryAsync("doctor", "--database", _playground.DatabasePath, "--json");
        Assert.Equal("", answer.Errors);
        return (answer.ExitCode, JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.DoctorDocument)!.Findings);
    }

    private List<string> ArchiveFiles() =>
        [.. Directory.EnumerateFiles(_playground.ArchivePath, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)).Order()];

    private async Task SqliteShellAsync(string statement)
    {
        var shell = new System.Diagnostics.ProcessStartInfo("sqlite3", [_playground.DatabasePath, statement]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        Assert.Equal(0, (await BelfryProgram.RunAsync(shell)).ExitCode);
    }
}
