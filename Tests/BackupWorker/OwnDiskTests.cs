using System.Runtime.Versioning;
using System.Security.Cryptography;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>The archive or the uploads have a disk of their own, in whose root a file system of Linux keeps a folder that only root may read.</summary>
[SupportedOSPlatform("linux")]
public sealed class OwnDiskTests : IAsyncLifetime
{
    private readonly Playground _playground = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has a folder lost+found.");
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(1);
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(_playground.File("data/uploads")).FullName, Convert.ToHexStringLower(SHA256.HashData([]))), [], Cancellation);
        await _playground.BackUpAsync();
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Theory]
    [InlineData("list")]
    [InlineData("status")]
    [InlineData("restore", "latest", "--to", "restored.db")]
    public async Task Archive_InTheRootOfADisk_IsRead(params string[] words)
    {
        using var locked = new LockedFolder(_playground.File("backups/lost+found"));

        var answer = await AsOrdinaryUserAsync([.. words, "--archive", _playground.ArchivePath]);

        Assert.True(answer.ExitCode == 0, answer.Errors);
    }

    [Fact]
    public async Task Archive_WithADatabaseThatCannotBeRead_IsNotSaidToHaveNone()
    {
        using var locked = new LockedFolder(_playground.File("backups/notes"));

        var answer = await AsOrdinaryUserAsync("list", "--archive", _playground.ArchivePath);

        Assert.Equal(5, answer.ExitCode);
        Assert.Contains("backups/notes", answer.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Uploads_InTheRootOfADisk_AreBackedUp()
    {
        using var locked = new LockedFolder(_playground.File("data/uploads/lost+found"));

        var answer = await BackUpAsync();

        Assert.True(answer.ExitCode == 0, answer.Errors);
    }

    [Fact]
    public async Task Uploads_WithAFolderThatCannotBeRead_FailTheBackupWhichNamesIt()
    {
        using var locked = new LockedFolder(_playground.File("data/uploads/2026"));

        var answer = await BackUpAsync();

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"Cannot archive {_playground.File("data/uploads")}.", answer.Errors, StringComparison.Ordinal);
        Assert.Contains("data/uploads/2026", answer.Errors, StringComparison.Ordinal);
    }

    private Task<Answer> BackUpAsync() => AsOrdinaryUserAsync("backup", "--archive", _playground.ArchivePath, "--database", _playground.DatabasePath);

    /// <summary>Runs <c>belfry</c> without root's right to read everything, when the tests have it.</summary>
    private Task<Answer> AsOrdinaryUserAsync(params string[] words)
    {
        var info = BelfryProgram.StartInfo(_playground.Folder, words);
        if (Environment.IsPrivilegedProcess)
        {
            info.ArgumentList.Insert(0, info.FileName);
            info.ArgumentList.Insert(0, "--bounding-set=-dac_override,-dac_read_search");
            info.FileName = Prerequisite.FindProgram("setpriv") ?? Prerequisite.Missing("setpriv is not installed", "sudo apt-get install util-linux");
        }

        return BelfryProgram.RunAsync(info);
    }

    /// <summary>A folder that nobody but root may read.</summary>
    private sealed class LockedFolder : IDisposable
    {
        private readonly string _path;

        public LockedFolder(string path)
        {
            _path = Directory.CreateDirectory(path).FullName;
            File.SetUnixFileMode(path, UnixFileMode.None);
        }

        public void Dispose() => File.SetUnixFileMode(_path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
