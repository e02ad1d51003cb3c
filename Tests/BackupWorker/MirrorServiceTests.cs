using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Mirroring;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Storage.S3;
using Belfry.Tests.Storage.Targets;
using Belfry.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace Belfry.Tests.BackupWorker;

/// <summary>The service with mirrors: what the control state says of each, and what they hold.</summary>
public sealed class MirrorServiceTests(S3Server server) : IClassFixture<S3Server>, IAsyncDisposable
{
    private readonly Playground _playground = new();

    public ValueTask DisposeAsync() => _playground.DisposeAsync();

    [Fact]
    public async Task Service_WithMirrors_CopiesToEachAndTellsHowFarTheyAre()
    {
        await _playground.CreateDatabaseAsync();
        var prefix = $"test/{Guid.NewGuid():n}";
        await File.WriteAllTextAsync(_playground.File("secret"), S3Server.Secret);
        await using var worker = await WorkerProcess.StartAsync(
            _playground,
            ("Backup__Mirrors__0__Target", _playground.File("mirror")),
            ("Backup__Mirrors__1__Target", $"s3://{S3Server.Bucket}/{prefix}"),
            ("Backup__Mirrors__1__Endpoint", server.Address.AbsoluteUri),
            ("Backup__Mirrors__1__AccessKey", "S3RVER"),
            ("Backup__Mirrors__1__SecretKey_FILE", _playground.File("secret")),
            ("Backup__Mirrors__2__Target", "s3://no-such-bucket"),
            ("Backup__Mirrors__2__Endpoint", server.Address.AbsoluteUri),
            ("Backup__Mirrors__2__AccessKey", "S3RVER"),
            ("Backup__Mirrors__2__SecretKey_FILE", _playground.File("secret")));
        await worker.CaughtUpAsync();
        await _playground.AppendAsync(1);
        var newest = (await worker.CaughtUpAsync()).NewestCommitAt;

        IReadOnlyList<MirrorDocument> mirrors = [];
        await Eventually.TrueAsync(
            async () =>
            {
                mirrors = (await worker.StateAsync()).Mirrors;
                return mirrors.Count == 3 && mirrors.Take(2).All(mirror => mirror.NewestCommitAt >= newest && mirror.ObjectsBehind == 0) && mirrors[2].Failure is not null;
            },
            "the mirrors",
            TimeSpan.FromSeconds(60));
        await worker.KillAsync();

        Assert.NotNull(newest);
        Assert.All(mirrors.Take(2), mirror => Assert.Equal((null, true), (mirror.Failure, mirror.LagMilliseconds >= 0)));
        Assert.Contains("The bucket does not exist.", mirrors[2].Failure!, StringComparison.Ordinal);
        Assert.DoesNotContain(S3Server.Secret, worker.Log, StringComparison.Ordinal);
        using var bucket = new S3Target(S3Server.Options(server.Address, _playground.File("reader"), prefix));
        foreach (var place in (ITarget[])[new FolderTarget(_playground.File("mirror")), bucket])
        {
            var archive = await Archive.OpenAsync(new ArchiveOptions { Target = place });
            Assert.True((await archive.RestoreAsync(RestorePoint.Latest, _playground.File($"{Guid.NewGuid():n}.db"))).Position >= 1);
        }
    }

    [Theory]
    [InlineData("relative/folder", "", "", "", "", "Target")]
    [InlineData("s3://", "", "k", "s", "", "Target")]
    [InlineData("s3://bucket/prefix/", "", "k", "s", "", "Target")]
    [InlineData("rclone:", "", "", "", "", "Target")]
    [InlineData("s3://bucket", "", "", "", "", "AccessKey,SecretKey")]
    [InlineData("s3://bucket", "not an address", "k", "s", "none", "Endpoint,Keep")]
    [InlineData("s3://bucket/a/prefix", "https://s3.example.org", "k", "s", "3", "")]
    [InlineData("/mnt/offsite", "", "", "", "", "")]
    [InlineData("rclone:offsite:backups", "", "", "", "", "")]
    public void Settings_OfAMirror_AreCheckedEachByItsName(string target, string endpoint, string key, string secret, string keep, string faulty)
    {
        var values = new Dictionary<string, string?> { ["Backup:Mirrors:0:Target"] = target, ["Backup:Mirrors:0:Endpoint"] = endpoint };
        values["Backup:Mirrors:0:AccessKey"] = key;
        values["Backup:Mirrors:0:SecretKey"] = secret;
        if (keep.Length > 0)
        {
            values["Backup:Mirrors:0:Keep"] = keep;
        }

        var place = Assert.Single(MirrorPlace.All(new ConfigurationBuilder().AddInMemoryCollection(values).Build().GetSection("Backup")));

        var expected = faulty.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(name => $"Backup:Mirrors:0:{name} (environment variable Backup__Mirrors__0__{name}): ");
        var faults = place.Faults().ToList();
        Assert.Equal(expected, faults.Select(fault => fault[..(fault.IndexOf("): ", StringComparison.Ordinal) + 3)]));
    }
}
