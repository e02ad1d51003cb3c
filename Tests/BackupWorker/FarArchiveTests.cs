using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.S3;
using Belfry.Tests.Storage.Targets;

namespace Belfry.Tests.BackupWorker;

/// <summary>The machine is lost and only its mirror is left: what a bucket or a remote holds is listed and restored without bringing it back first.</summary>
public sealed class FarArchiveTests(S3Server server) : IClassFixture<S3Server>, IAsyncLifetime
{
    private readonly Playground _playground = new();
    private readonly string _prefix = $"test/{Guid.NewGuid():n}";

    private string Bucket => $"s3://{S3Server.Bucket}/{_prefix}";

    public async ValueTask InitializeAsync()
    {
        await _playground.CreateDatabaseAsync();
        await _playground.AppendAsync(7);
    }

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Bucket_WithTheKeysOfTheEnvironment_IsListedAndRestored()
    {
        using var bucket = new S3Target(S3Server.Options(server.Address, _playground.File("work"), _prefix));
        var id = await ArchiveAsync(bucket);

        var list = await BelfryAsync("list", "--archive", Bucket);
        var restored = await BelfryAsync("restore", "latest", "--to", "restored.db", "--archive", Bucket);
        var pruned = await BelfryAsync("prune", "--archive", Bucket);
        var live = await BelfryAsync("restore", "latest", "--in-place", "--yes", "--database", _playground.DatabasePath, "--archive", Bucket);

        Assert.True(list.ExitCode == 0, list.Errors);
        Assert.Contains(id, list.Output, StringComparison.Ordinal);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal([7], await Playground.LedgerAsync(_playground.File("restored.db")));
        Assert.All([pruned, live], refused => Assert.Equal(2, refused.ExitCode));
        Assert.All([pruned, live], refused => Assert.Contains($"{Bucket} is not changed from here.", refused.Errors, StringComparison.Ordinal));
        Assert.DoesNotContain(S3Server.Secret, string.Concat(list, restored, pruned, live), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Remote_OfRclone_IsRestored()
    {
        var folder = _playground.File("remote");
        await ArchiveAsync(new FolderTarget(folder));

        var restored = await BelfryAsync("restore", "latest", "--to", "restored.db", "--archive", $"rclone:{folder}");

        Assert.True(restored.ExitCode == 0, restored.Errors);
        Assert.Equal([7], await Playground.LedgerAsync(_playground.File("restored.db")));
    }

    [Fact]
    public async Task Bucket_WithoutKeys_SaysWhichVariablesToSet()
    {
        var list = await BelfryProgram.RunAsync(BelfryProgram.StartInfo(_playground.Folder, "list", "--archive", Bucket));

        Assert.Equal(2, list.ExitCode);
        Assert.Contains("AWS_ACCESS_KEY_ID", list.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bucket_WithoutAnArchive_IsNotMadeOne()
    {
        var first = await BelfryAsync("list", "--archive", Bucket);
        var second = await BelfryAsync("restore", "latest", "--to", "restored.db", "--archive", Bucket);

        Assert.All([first, second], refused => Assert.Equal(5, refused.ExitCode));
        Assert.All([first, second], refused => Assert.Contains($"There is no archive at {Bucket}.", refused.Errors, StringComparison.Ordinal));
    }

    private Task<Answer> BelfryAsync(params string[] words)
    {
        var info = BelfryProgram.StartInfo(_playground.Folder, words);
        info.Environment["AWS_ACCESS_KEY_ID"] = "S3RVER";
        info.Environment["AWS_SECRET_ACCESS_KEY"] = S3Server.Secret;
        info.Environment["AWS_ENDPOINT_URL"] = server.Address.AbsoluteUri;
        info.Environment["XDG_DATA_HOME"] = _playground.File("home");
        return BelfryProgram.RunAsync(info);
    }

    /// <summary>What a worker's mirror would have left there; returns the id of the one backup.</summary>
    private async Task<string> ArchiveAsync(ITarget target)
    {
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = target });
        var taken = await archive.TakeSnapshotAsync(_playground.DatabasePath);
        return (await archive.VerifyAsync(taken.Id, _playground.File("scratch"))).Id;
    }
}
