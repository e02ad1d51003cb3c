using System.Security.Cryptography;
using System.Text;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>Uploaded files are part of every backup, and come back with the rows that mention them.</summary>
public sealed class UploadsTests : IAsyncLifetime
{
    private readonly Playground _playground = new();

    public async ValueTask InitializeAsync() => await _playground.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Restore_OfALostVolume_BringsTheFilesBack()
    {
        var picture = Upload("a picture");
        await using (var worker = await WorkerProcess.StartAsync(_playground))
        {
            await Eventually.TrueAsync(async () => (await worker.StateAsync()).NewestGood is not null, "the first backup");
        }

        await _playground.CloseDatabaseAsync();
        Directory.Delete(_playground.File("data"), recursive: true);
        Directory.CreateDirectory(_playground.File("data"));
        var restored = await _playground.BelfryAsync("restore", "latest", "--to", _playground.DatabasePath, "--database", _playground.DatabasePath);

        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Contains("1 restored", restored.Output);
        Assert.Equal("a picture", await File.ReadAllTextAsync(picture, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Restore_InPlace_BringsBackAFileThatIsGone()
    {
        var picture = Upload("a picture");
        Assert.Equal("verified", (await _playground.BackUpAsync()).State);
        File.Delete(picture);

        var restored = await _playground.BelfryAsync("restore", "latest", "--in-place", "--yes", "--database", _playground.DatabasePath);

        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal("a picture", await File.ReadAllTextAsync(picture, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Restore_ToAFileElsewhere_LeavesUploadsAlone_UnlessAFolderIsNamed()
    {
        Upload("a picture");
        await _playground.BackUpAsync();

        var without = await _playground.BelfryAsync("restore", "latest", "--to", "one.db");
        var with = await _playground.BelfryAsync("restore", "latest", "--to", "two.db", "--uploads", "files");

        Assert.Equal((0, 0), (without.ExitCode, with.ExitCode));
        Assert.False(Directory.Exists(_playground.File("uploads")));
        Assert.Single(Directory.EnumerateFiles(_playground.File("files")));
    }

    [Fact]
    public async Task Backup_WithADamagedFile_IsGoodForTheDatabase_AndSaysSo()
    {
        File.WriteAllText(Upload("a picture"), "damaged");

        var answer = await _playground.BelfryAsync("backup", "--json");

        Assert.Equal(4, answer.ExitCode);
        Assert.Contains("uploads-wrong", answer.Errors);
        Assert.Equal(["verified"], (await _playground.ListAsync()).Select(backup => backup.State));
    }

    [Fact]
    public async Task Service_WithADamagedFile_IsDegraded()
    {
        File.WriteAllText(Upload("a picture"), "damaged");
        await using var worker = await WorkerProcess.StartAsync(_playground);

        await Eventually.TrueAsync(async () => (await worker.StateAsync()) is { NewestGood: not null, LastFailure: not null }, "the failure beside the good backup");
    }

    [Fact]
    public async Task Backup_NamedFolderIsNotThere_IsGoodForTheDatabase_AndSaysSo()
    {
        var info = BelfryProgram.StartInfo(_playground.Folder, "backup", "--database", _playground.DatabasePath, "--archive", _playground.ArchivePath, "--json");
        info.Environment["Backup__Uploads"] = _playground.File("not/mounted");

        var answer = await BelfryProgram.RunAsync(info);

        Assert.Equal(4, answer.ExitCode);
        Assert.All(["uploads-missing", _playground.File("not/mounted"), "Backup__Uploads"], expected => Assert.Contains(expected, answer.Errors));
        Assert.Equal(["verified"], (await _playground.ListAsync()).Select(backup => backup.State));
    }

    [Fact]
    public async Task Service_FolderOfEarlierBackupsIsGone_SaysSoUntilItIsBack()
    {
        Upload("a picture");
        await using var worker = await _playground.StartProtectedAsync(("Backup__Schedule", "0 3 * * *"));

        Directory.Move(_playground.File("data/uploads"), _playground.File("away"));
        Assert.Equal("verified", (await worker.BackUpAsync()).State);
        await worker.TellsAsync(state => state.LastFailure?.Reason, _playground.File("data/uploads"));

        Directory.Move(_playground.File("away"), _playground.File("data/uploads"));
        await worker.BackUpAsync();
        await worker.RecoversAsync(state => state.LastFailure?.Reason);
    }

    /// <summary>Writes an upload as the application does, and returns its path.</summary>
    private string Upload(string content)
    {
        var path = _playground.File($"data/uploads/{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
