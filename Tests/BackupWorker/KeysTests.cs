using System.Text.Json;
using Belfry.BackupWorker.Documents;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;

namespace Belfry.Tests.BackupWorker;

/// <summary>An encrypted archive by the command line and by the service.</summary>
public sealed class KeysTests : IAsyncLifetime
{
    private readonly Playground _playground = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string KeyFile => _playground.File("backup-keys");

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task New_MakesAFileForItsOwnerOnly_AndNeverShowsTheKey()
    {
        var answer = await KeysAsync("new", "2026-11");

        Assert.True(answer.ExitCode == 0, answer.Errors);
        var key = (await File.ReadAllTextAsync(KeyFile, Cancellation)).Split(' ')[1].Trim();
        Assert.Equal(64, key.Length);
        Assert.DoesNotContain(key, answer.Output + answer.Errors, StringComparison.OrdinalIgnoreCase);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
        }
    }

    [Theory]
    [InlineData("2026-11")]
    [InlineData("Not A Name")]
    public async Task New_NameThatIsTakenOrWrong_LeavesTheFileAsItIs(string name)
    {
        await KeysAsync("new", "2026-11");
        var before = await File.ReadAllTextAsync(KeyFile, Cancellation);

        var refused = await KeysAsync("new", name);

        Assert.Equal(2, refused.ExitCode);
        Assert.Equal(before, await File.ReadAllTextAsync(KeyFile, Cancellation));
        Assert.Single(Directory.GetFiles(_playground.Folder, "backup-keys*"));
    }

    [Fact]
    public async Task Backup_WithAKeyFile_IsEncrypted_AndOldKeysStillRead()
    {
        await KeysAsync("new", "first");
        var backup = await BackUpAsync();
        await KeysAsync("new", "second");
        await BackUpAsync();

        var restored = await _playground.BelfryAsync("restore", backup.Id, "--to", _playground.File("restored.db"), "--key-file", KeyFile);
        var list = JsonSerializer.Deserialize((await _playground.BelfryAsync("keys", "--key-file", KeyFile, "--json")).Output, DocumentJson.Default.KeyListDocument)!;

        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal([1], await Playground.LedgerAsync(_playground.File("restored.db")));
        Assert.Equal(["second current", "first old"], list.Keys.Select(key => $"{key.Name} {key.State}"));
        Assert.All(list.Keys, key => Assert.True(key.Objects > 0));
        Assert.Equal(0, list.Unencrypted);
    }

    [Fact]
    public async Task Archive_WhoseKeyIsNotGiven_SaysWhichOneIsMissing()
    {
        await KeysAsync("new", "first");
        await BackUpAsync();

        var refused = await _playground.BelfryAsync("restore", "latest", "--to", _playground.File("restored.db"));
        var keys = await _playground.BelfryAsync("keys");
        var doctor = await _playground.BelfryAsync("doctor", "--database", _playground.DatabasePath);

        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("\"first\"", refused.Errors, StringComparison.Ordinal);
        Assert.Equal(6, keys.ExitCode);
        Assert.Contains("missing", keys.Output, StringComparison.Ordinal);
        Assert.Contains("needs the key \"first\"", doctor.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("list")]
    public async Task Look_WithoutTheKey_NamesIt_AndSaysNothingOfUnverifiedBackups(string command)
    {
        await KeysAsync("new", "first");
        await BackUpAsync();

        var without = await _playground.BelfryAsync(command);
        var with = await _playground.BelfryAsync(command, "--key-file", KeyFile);

        Assert.Equal((6, ""), (without.ExitCode, without.Output));
        Assert.Contains("\"first\", which was not given", without.Errors, StringComparison.Ordinal);
        Assert.True(with.ExitCode == 0, with.Errors);
    }

    [Fact]
    public async Task Look_AtAnEncryptedArchiveWithoutBackups_NeedsNoKey()
    {
        await KeysAsync("new", "first");
        await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_playground.ArchivePath), Keys = ArchiveKeys.FromFile(KeyFile) }, cancellation: Cancellation);

        Assert.Equal(3, (await _playground.BelfryAsync("status")).ExitCode);
        Assert.Equal(0, (await _playground.BelfryAsync("list")).ExitCode);
    }

    [Fact]
    public async Task Name_WithoutTheKey_IsRefused_AndPruneAndUndoGoOn()
    {
        await KeysAsync("new", "first");
        await BackUpAsync();

        var refused = await _playground.BelfryAsync("name", "lunch");

        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("\"first\"", refused.Errors, StringComparison.Ordinal);
        var pruned = await _playground.BelfryAsync("prune", "--keep", "3", "--dry-run", "--key-file", KeyFile);
        Assert.True(pruned.ExitCode == 0, pruned.Errors);
        Assert.Contains("nothing-to-undo", (await _playground.BelfryAsync("undo", "--yes", "--json", "--database", _playground.DatabasePath, "--key-file", KeyFile)).Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Name_RemoveOfAPlainOne_FreesTheArchiveOfIt()
    {
        await KeysAsync("new", "first");
        await BackUpAsync();
        var plain = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_playground.File("plain")) }, cancellation: Cancellation);
        await plain.TakeSnapshotAsync(_playground.DatabasePath, Cancellation);
        Directory.CreateDirectory(_playground.File("backups/appdb/points"));
        foreach (var name in (string[])["lunch", "dinner"])
        {
            await plain.NameAsync(name, RestorePoint.Latest, cancellation: Cancellation);
            File.Copy(_playground.File($"plain/appdb/points/{name}.point"), _playground.File($"backups/appdb/points/{name}.point"));
        }

        var stopped = await _playground.BelfryAsync("prune", "--keep", "3", "--dry-run", "--key-file", KeyFile);
        var removed = await _playground.BelfryAsync("name", "lunch", "--remove", "--key-file", KeyFile);
        var without = await _playground.BelfryAsync("name", "dinner", "--remove", "--json");

        Assert.Equal(6, stopped.ExitCode);
        Assert.True(removed.ExitCode == 0, removed.Errors);
        Assert.Contains("lunch is removed", removed.Output, StringComparison.Ordinal);
        Assert.True(without.ExitCode == 0, without.Errors);
        Assert.Equal("dinner", JsonSerializer.Deserialize(without.Output, DocumentJson.Default.RemovedPointDocument)!.Removed);
        Assert.Equal(0, (await _playground.BelfryAsync("prune", "--keep", "3", "--dry-run", "--key-file", KeyFile)).ExitCode);
    }

    [Fact]
    public async Task Service_WithAKeyFile_WritesNothingPlain()
    {
        await KeysAsync("new", "first");
        await using (var worker = await WorkerProcess.StartAsync(_playground, ("Backup__KeyFile", KeyFile)))
        {
            await _playground.AppendAsync(2);
            await worker.CaughtUpAsync();
        }

        var keys = ArchiveKeys.FromFile(KeyFile);
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(_playground.ArchivePath), Keys = keys }, cancellation: Cancellation);
        await archive.RestoreAsync(RestorePoint.Latest, _playground.File("restored.db"), cancellation: Cancellation);

        Assert.Equal([1, 2], await Playground.LedgerAsync(_playground.File("restored.db")));
        Assert.Equal(["first"], (await archive.CountKeysAsync(Cancellation)).Keys);
    }

    [Fact]
    public async Task Service_WithAnEmptyKeyFile_DoesNotEncrypt()
    {
        await File.WriteAllTextAsync(KeyFile, "", Cancellation);
        await using (var worker = await WorkerProcess.StartAsync(_playground, ("Backup__KeyFile", KeyFile)))
        {
            await worker.CaughtUpAsync();
        }

        var listed = await _playground.BelfryAsync("keys", "--key-file", KeyFile);

        Assert.True(listed.ExitCode == 0, listed.Errors);
        Assert.Contains("is not encrypted", listed.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_WhoseKeyFileIsMissing_DoesNotStart()
    {
        var info = BelfryProgram.StartInfo(_playground.Folder);
        info.Environment["ConnectionStrings__appdb"] = $"Data Source={_playground.DatabasePath}";
        info.Environment["Backup__Target"] = _playground.ArchivePath;
        info.Environment["Backup__KeyFile"] = _playground.File("absent");
        info.Environment["Control__Key"] = WorkerProcess.Key;

        var answer = await BelfryProgram.RunAsync(info);

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains("Backup__KeyFile", answer.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_playground.ArchivePath));
    }

    private Task<Answer> KeysAsync(params string[] words) => BelfryProgram.RunAsync(BelfryProgram.StartInfo(_playground.Folder, ["keys", .. words, "--key-file", KeyFile]));

    private async Task<BackupDocument> BackUpAsync()
    {
        var answer = await _playground.BelfryAsync("backup", "--key-file", KeyFile, "--json");
        Assert.True(answer.ExitCode == 0, answer.Errors);
        return JsonSerializer.Deserialize(answer.Output, DocumentJson.Default.BackupDocument)!;
    }
}
