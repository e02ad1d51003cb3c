using Belfry.Storage;
using Belfry.Storage.Backup.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Targets;

/// <summary>The contract, on a folder behind the <c>rclone</c> program.</summary>
public sealed class RcloneTargetTests : TargetContract
{
    private static string Rclone => Prerequisite.FindProgram("rclone", "rclone.exe") ?? Prerequisite.Missing("rclone is not on PATH", "sudo apt-get install rclone");

    internal override Task<ITarget> CreateAsync(string folder) => Task.FromResult<ITarget>(Target(folder, $":local:{folder}/remote", Rclone));

    [Fact]
    public async Task List_ProgramMissing_SaysHowToInstallIt()
    {
        using var folder = new TempFolder();

        var failure = await Assert.ThrowsAsync<StorageException>(() => Target(folder.Path, "some:where", "no-such-rclone").ListAsync("", default));

        Assert.Equal(StorageError.ArchiveUnavailable, failure.Error);
        Assert.Contains("no-such-rclone cannot be run", failure.Why, StringComparison.Ordinal);
        Assert.Contains("apt-get install rclone", failure.NextStep, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ListAndOpen_ProgramThatPrintsNoJson_IsNeitherAnEmptyArchiveNorAFreeName()
    {
        using var folder = new TempFolder();
        var target = Target(folder.Path, "some:where", "echo"); // prints its arguments and succeeds

        var listing = await Assert.ThrowsAsync<StorageException>(() => target.ListAsync("", default));
        var reading = await Assert.ThrowsAsync<StorageException>(() => target.OpenAsync("archive.json", default));

        Assert.Equal((StorageError.ArchiveUnavailable, StorageError.ArchiveUnavailable), (listing.Error, reading.Error));
        Assert.Contains("is not JSON", listing.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commit_NewName_IsNotConfirmed()
    {
        using var folder = new TempFolder();
        var target = await CreateAsync(folder.Path);
        await using var upload = await target.CreateAsync(default);
        await upload.Content.WriteAsync(new byte[100]);

        Assert.False(await upload.CommitAsync("appdb/one"));
    }

    [Fact]
    public async Task List_RemoteThatIsNotConfigured_SaysWhatRcloneSays()
    {
        using var folder = new TempFolder();

        var failure = await Assert.ThrowsAsync<StorageException>(() => Target(folder.Path, "nowhere:archive", Rclone).ListAsync("", default));

        Assert.Equal("rclone says: didn't find section in config file.", failure.Why);
    }

    [Fact]
    public async Task Failure_OfARemoteWithSecretsInItsName_TellsNone()
    {
        using var folder = new TempFolder();
        var target = Target(folder.Path, ":s3,access_key_id=AKIDSECRET,secret_access_key=\"hush:hush\",endpoint=http://127.0.0.1:1:bucket/x", Rclone);

        var failure = await Assert.ThrowsAsync<StorageException>(() => target.ListAsync("", default));

        Assert.StartsWith("rclone :s3:", target.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("AKIDSECRET", failure.ToString() + target.Description, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", failure.ToString() + target.Description, StringComparison.Ordinal);
    }

    private static RcloneTarget Target(string folder, string remote, string program) => new(new RcloneTargetOptions
    {
        Remote = remote,
        WorkFolder = Path.Combine(folder, "work"),
        Program = program,
        Retries = 1,
        ConfigFile = Path.Combine(folder, "none.conf"),
    });
}
