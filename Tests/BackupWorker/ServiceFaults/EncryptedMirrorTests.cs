using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.S3;
using Belfry.Tests.Storage.Targets;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker.ServiceFaults;

/// <summary>The machine and its archive are lost; what is left is an encrypted mirror, and a copy of the keys.</summary>
public sealed class EncryptedMirrorTests(S3Server server) : IClassFixture<S3Server>, IAsyncDisposable
{
    private readonly Playground _playground = new();
    private readonly string _prefix = $"test/{Guid.NewGuid():n}";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Folder => _playground.File("mirror");

    private string Bucket => $"s3://{S3Server.Bucket}/{_prefix}";

    private string KeyFile => _playground.File("keys");

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Mirror_OfAnEncryptedArchive_HoldsNothingPlain_AndAloneBringsEverythingBack()
    {
        await _playground.CreateDatabaseAsync();
        ArchiveKeys.AddToFile(KeyFile, "first");
        ArchiveKeys.AddToFile(KeyFile, "second"); // a key was rotated: the mirror needs no more of them than the archive
        await using (var worker = await StartAsync())
        {
            await _playground.AppendAsync(1);
            await worker.CaughtUpAsync();
            await worker.BackUpAsync();
            await _playground.AppendAsync(2);
            await MirroredAsync(worker);
            await worker.KillAsync();
        }

        Directory.Delete(_playground.ArchivePath, recursive: true);
        using var bucket = new S3Target(S3Server.Options(server.Address, _playground.File("reader"), _prefix));
        foreach (var place in (ITarget[])[new FolderTarget(Folder), bucket])
        {
            var archive = await Archive.OpenAsync(new ArchiveOptions { Target = place, Keys = ArchiveKeys.FromFile(KeyFile) }, cancellation: Cancellation);
            Assert.Equal(["second"], (await archive.CountKeysAsync(Cancellation)).Keys);
        }

        Assert.Equal([1, 2], await BroughtBackAsync(Folder));
        Assert.Equal([1, 2], await BroughtBackAsync(Bucket));
        var refused = await RestoreAsync(Folder, "refused.db");
        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("\"second\"", refused.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mirror_DuringAPause_RestsWhileCommitsAreStreamed_AndGoesOnAfterIt()
    {
        await _playground.CreateDatabaseAsync();
        ArchiveKeys.AddToFile(KeyFile, "first");
        await using var worker = await StartAsync();
        await _playground.AppendAsync(1);
        await MirroredAsync(worker);

        Assert.Equal(0, (await _playground.BelfryAsync("pause")).ExitCode);
        await Eventually.TrueAsync(async () => (await worker.StateAsync()).Mirrors.All(mirror => mirror.LagMilliseconds > 12_000), "the mirrors to rest for longer than between two looks");
        await _playground.AppendAsync(2);
        var streamed = await worker.CaughtUpAsync();
        var resting = (await worker.StateAsync()).Mirrors;
        Assert.All(resting, mirror => Assert.True(mirror.NewestCommitAt < streamed.NewestCommitAt));
        Assert.All(resting, mirror => Assert.Null(mirror.Failure));

        Assert.Equal(0, (await _playground.BelfryAsync("resume")).ExitCode);
        await MirroredAsync(worker);
        Assert.Equal([1, 2], await _playground.RestoredAsync(new FolderTarget(Folder), ArchiveKeys.FromFile(KeyFile)));
    }

    private Task<WorkerProcess> StartAsync() => _playground.StartProtectedAsync(
        ("Backup__KeyFile", KeyFile),
        ("Backup__Mirrors__0__Target", Folder),
        ("Backup__Mirrors__1__Target", Bucket),
        ("Backup__Mirrors__1__Endpoint", server.Address.AbsoluteUri),
        ("Backup__Mirrors__1__AccessKey", "S3RVER"),
        ("Backup__Mirrors__1__SecretKey", S3Server.Secret));

    /// <summary>Waits until the mirrors hold what was committed before the call.</summary>
    private static async Task MirroredAsync(WorkerProcess worker)
    {
        var newest = (await worker.CaughtUpAsync()).NewestCommitAt;
        await Eventually.TrueAsync(
            async () => (await worker.StateAsync()).Mirrors is { Count: 2 } mirrors && mirrors.All(mirror => mirror is { ObjectsBehind: 0, Failure: null } && mirror.NewestCommitAt >= newest),
            "the mirrors",
            TimeSpan.FromSeconds(60));
    }

    private async Task<List<long>> BroughtBackAsync(string place)
    {
        var file = $"{Guid.NewGuid():n}.db";
        var restored = await RestoreAsync(place, file, "--key-file", KeyFile);
        Assert.True(restored.ExitCode == 0, restored.Errors);
        return await Playground.LedgerAsync(_playground.File(file));
    }

    private Task<Answer> RestoreAsync(string place, string file, params string[] more)
    {
        var info = BelfryProgram.StartInfo(_playground.Folder, ["restore", "--at", "now", "--to", file, "--archive", place, .. more]);
        info.Environment["AWS_ACCESS_KEY_ID"] = "S3RVER";
        info.Environment["AWS_SECRET_ACCESS_KEY"] = S3Server.Secret;
        info.Environment["AWS_ENDPOINT_URL"] = server.Address.AbsoluteUri;
        return BelfryProgram.RunAsync(info);
    }
}
