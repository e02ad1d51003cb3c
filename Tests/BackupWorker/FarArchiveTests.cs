using System.Diagnostics;
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
        Assert.Empty(Directory.GetDirectories(_playground.File("tmp"), "belfry-*"));
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

    [Theory]
    [InlineData("s3://archive/belfry", "", "AWS_ACCESS_KEY_ID")]
    [InlineData("s3://archive/belfry", "localhost:9000", "AWS_ENDPOINT_URL")]
    [InlineData("s3://archive/belfry/", "S3RVER", "without a slash at the end")]
    public async Task Bucket_ThatIsNamedOrSetWrong_SaysWhat(string place, string wrong, string said)
    {
        var info = Info("list", "--archive", place);
        info.Environment[wrong.Contains(':') ? "AWS_ENDPOINT_URL" : "AWS_ACCESS_KEY_ID"] = wrong;

        var list = await BelfryProgram.RunAsync(info);

        Assert.Equal(2, list.ExitCode);
        Assert.Contains(said, list.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bucket_WithoutAnArchive_IsNotMadeOne()
    {
        var first = await BelfryAsync("list", "--archive", Bucket);
        var second = await BelfryAsync("restore", "latest", "--to", "restored.db", "--archive", Bucket);

        Assert.All([first, second], refused => Assert.Equal(5, refused.ExitCode));
        Assert.All([first, second], refused => Assert.Contains($"There is no archive at {Bucket}.", refused.Errors, StringComparison.Ordinal));
    }

    private Task<Answer> BelfryAsync(params string[] words) => BelfryProgram.RunAsync(Info(words));

    private ProcessStartInfo Info(params string[] words)
    {
        var info = BelfryProgram.StartInfo(_playground.Folder, words);
        foreach (var name in info.Environment.Keys.Where(name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        info.Environment["AWS_ACCESS_KEY_ID"] = "S3RVER";
        info.Environment["AWS_SECRET_ACCESS_KEY"] = S3Server.Secret;
        info.Environment["AWS_ENDPOINT_URL"] = server.Address.AbsoluteUri;
        info.Environment["TMPDIR"] = Directory.CreateDirectory(_playground.File("tmp")).FullName;
        return info;
    }

    /// <summary>What a worker's mirror would have left there; returns the id of the one backup.</summary>
    private async Task<string> ArchiveAsync(ITarget target)
    {
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = target });
        var taken = await archive.TakeSnapshotAsync(_playground.DatabasePath);
        return (await archive.VerifyAsync(taken.Id, _playground.File("scratch"))).Id;
    }
}
