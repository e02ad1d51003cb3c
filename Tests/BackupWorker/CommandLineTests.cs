using Belfry.BackupWorker.Databases;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Belfry.BackupWorker.Protection;
using Belfry.Hosting.Sqlite;
using Belfry.Storage.Backup.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>What a script sees of <c>belfry</c>: exit codes, JSON and which stream things go to.</summary>
public sealed class CommandLineTests : IAsyncLifetime
{
    private const int Sigint = 2;

    private readonly Playground _playground = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Backup_ThenListStatusRestore_AllEndWithZeroAndSpeakOnStandardOutput()
    {
        foreach (var words in (string[][])[["backup"], ["list"], ["status"], ["restore", "latest", "--to", "restored.db"]])
        {
            var answer = await _playground.BelfryAsync(words);

            Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
            Assert.NotEmpty(answer.Output);
            Assert.DoesNotContain('\e', answer.Output);
        }

        Assert.Equal([1], await Playground.LedgerAsync(_playground.File("restored.db")));
    }

    [Fact]
    public async Task Json_OfEveryCommand_IsOneDocumentWithTheDocumentedNames()
    {
        string[] backup = ["id", "takenAt", "bytes", "state", "verifiedAt", "restoreMilliseconds", "reason"];
        Assert.Equal(backup, await NamesAsync("backup"));
        Assert.Equal(["backups"], await NamesAsync("list"));
        Assert.Equal(["protected", "archive", "schedule", "newestGood", "freshUntil", "backups", "bytes", "pausedUntil"], await NamesAsync("status"));
        Assert.Equal(["id", "takenAt", "file", "bytes", "milliseconds", "replaced", "safety", "lockedMilliseconds", "uploads"], await NamesAsync("restore", "latest", "--to", "restored.db"));
    }

    [Fact]
    public async Task Json_OfAFault_GoesToStandardErrorAndLeavesStandardOutputEmpty()
    {
        var answer = await _playground.BelfryAsync("list", "--json");

        using var fault = JsonDocument.Parse(answer.Errors);
        Assert.Equal("", answer.Output);
        Assert.Equal(["code", "exitCode", "what", "why", "next"], fault.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(answer.ExitCode, fault.RootElement.GetProperty("exitCode").GetInt32());
    }

    [Theory]
    [InlineData(2, "frobnicate")]
    [InlineData(2, "restore latest")]
    [InlineData(5, "list")]
    [InlineData(5, "status")]
    [InlineData(5, "restore latest --to restored.db")]
    public async Task ExitCode_WithoutAnArchive_IsTheDocumentedOne(int expected, string words)
    {
        var answer = await _playground.BelfryAsync(words.Split(' '));

        Assert.Equal(expected, answer.ExitCode);
        AssertThreeLines(answer);
    }

    [Theory]
    [InlineData(0, "list")]
    [InlineData(3, "status")]
    [InlineData(3, "restore latest --to restored.db")]
    [InlineData(3, "restore 20200101T000000.000Z --to restored.db")]
    public async Task ExitCode_OfAnEmptyArchive_IsTheDocumentedOne(int expected, string words)
    {
        await BackupJob.OpenArchiveAsync(new FolderTarget(_playground.ArchivePath), keys: null, ConfiguredDatabase.First, Cancellation);

        Assert.Equal(expected, (await _playground.BelfryAsync(words.Split(' '))).ExitCode);
    }

    [Fact]
    public async Task Reading_AFolderThatIsNoArchive_Returns3AndWritesNothingThere()
    {
        Directory.CreateDirectory(_playground.ArchivePath);

        Assert.Equal(3, (await _playground.BelfryAsync("list")).ExitCode);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_playground.ArchivePath));
    }

    [Fact]
    public async Task Backup_ToAPlaceThatCannotBeWritten_Returns5()
    {
        await File.WriteAllTextAsync(_playground.ArchivePath, "a file where the folder should be", Cancellation);

        var answer = await _playground.BelfryAsync("backup");

        Assert.Equal(5, answer.ExitCode);
        AssertThreeLines(answer);
    }

    [Fact]
    public async Task Backup_OfAMissingDatabase_Returns1AndMakesNoDatabase()
    {
        await _playground.CloseDatabaseAsync();
        File.Delete(_playground.DatabasePath);

        var answer = await _playground.BelfryAsync("backup");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(_playground.DatabasePath, answer.Errors);
        Assert.False(File.Exists(_playground.DatabasePath));
        AssertThreeLines(answer);
    }

    [Fact]
    public async Task Backup_WhileAnotherIsBeingWritten_Returns1()
    {
        await _playground.BackUpAsync();
        using var turn = ArchiveLock.TryTake(_playground.ArchivePath);

        var answer = await _playground.BelfryAsync("backup", "--json");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("archive-busy", answer.Errors);
    }

    [Fact]
    public async Task Backup_Interrupted_Returns130AndLeavesNothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no signal that a test can send to one process.");
        await using var large = new Playground();
        await large.CreateDatabaseAsync(fillingBytes: 160 << 20);
        using var process = Process.Start(BelfryProgram.StartInfo(large.Folder, "backup", "--database", large.DatabasePath, "--archive", large.ArchivePath))!;
        await Eventually.TrueAsync(() => Task.FromResult(large.IsWriting("*")), "a half-written file");

        Assert.Equal(0, Kill(process.Id, Sigint));
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(130, process.ExitCode);
        Assert.Empty(Directory.EnumerateFiles(large.Scratch));
        Assert.Empty(await large.ListAsync());
    }

    [Fact]
    public async Task Locations_InsideADevelopmentTree_AreFoundUpwards()
    {
        var development = Directory.CreateDirectory(_playground.File("clone/.belfry/data"));
        var inside = Directory.CreateDirectory(_playground.File("clone/Web/src"));
        await _playground.CloseDatabaseAsync();
        File.Copy(_playground.DatabasePath, Path.Combine(development.FullName, "app.db"));

        var taken = await BelfryProgram.RunAsync(BelfryProgram.StartInfo(inside.FullName, "backup"));
        var listed = await BelfryProgram.RunAsync(BelfryProgram.StartInfo(_playground.File("clone"), "list"));

        Assert.Equal((0, 0), (taken.ExitCode, listed.ExitCode));
        var volume = new SqliteVolumeResource("data", development.FullName);
        Assert.True(File.Exists(Path.Combine(volume.BackupPath, "archive.json")), "The command line must look where the app host tells the worker to write.");
    }

    [Fact]
    public async Task Settings_FromPlainVariables_AreUsedWhereTheirOwnAreNotSet()
    {
        var info = BelfryProgram.StartInfo(_playground.Folder, "backup", "--archive", _playground.ArchivePath);
        info.Environment["DATABASE_PATH"] = _playground.DatabasePath;
        var plain = BelfryProgram.StartInfo(_playground.Folder, "status", "--archive", _playground.ArchivePath, "--json");
        plain.Environment["BACKUP_SCHEDULE"] = "1 2 * * *";
        var both = BelfryProgram.StartInfo(_playground.Folder, "status", "--archive", _playground.ArchivePath, "--json");
        both.Environment["BACKUP_SCHEDULE"] = "1 2 * * *";
        both.Environment["Backup__Schedule"] = "3 4 * * *";
        var prune = BelfryProgram.StartInfo(_playground.Folder, "prune", "--dry-run", "--archive", _playground.ArchivePath);
        prune.Environment["BACKUP_RETENTION_DAYS"] = "30";

        Assert.Equal(0, (await BelfryProgram.RunAsync(info)).ExitCode);
        Assert.Contains("1 2 * * *", (await BelfryProgram.RunAsync(plain)).Output);
        Assert.Contains("3 4 * * *", (await BelfryProgram.RunAsync(both)).Output);
        Assert.Contains("30 days of history", (await BelfryProgram.RunAsync(prune)).Output);
    }

    [Fact]
    public async Task Locations_FromTheServicesEnvironment_AreUsed()
    {
        var info = BelfryProgram.StartInfo(_playground.Folder, "backup");
        info.Environment["ConnectionStrings__appdb"] = $"Data Source={_playground.DatabasePath}";
        info.Environment["Backup__Target"] = _playground.ArchivePath;

        Assert.Equal(0, (await BelfryProgram.RunAsync(info)).ExitCode);
        Assert.Single(await _playground.ListAsync());
    }

    private static void AssertThreeLines(Answer answer)
    {
        var lines = answer.Errors.TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.StartsWith("Why: ", lines[1]);
        Assert.StartsWith("Next: ", lines[2]);
        Assert.Equal("", answer.Output);
    }

    private async Task<IEnumerable<string>> NamesAsync(params string[] words)
    {
        var answer = await _playground.BelfryAsync([.. words, "--json"]);
        Assert.Equal((0, ""), (answer.ExitCode, answer.Errors));
        using var document = JsonDocument.Parse(answer.Output);
        return [.. document.RootElement.EnumerateObject().Select(property => property.Name)];
    }

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
