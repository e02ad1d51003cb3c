using System.Security.Cryptography;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Targets;

/// <summary>What every target promises, run against each of them.</summary>
public abstract class TargetContract : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private ITarget _target = null!;

    public async ValueTask InitializeAsync() => _target = await CreateAsync(_folder.Path);

    public virtual ValueTask DisposeAsync()
    {
        (_target as IDisposable)?.Dispose();
        _folder.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>A new, empty target.</summary>
    internal abstract Task<ITarget> CreateAsync(string folder);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(12 << 20)]
    public async Task Commit_ThenOpen_GivesTheSameBytes(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);

        await PutAsync("appdb/x/one", content);

        Assert.Equal(content, await ReadAsync("appdb/x/one"));
        Assert.Equal([new StoredObject("appdb/x/one", length)], await _target.ListAsync("appdb/", default));
    }

    [Fact]
    public async Task Create_NotCommitted_IsNowhere()
    {
        await using (var upload = await _target.CreateAsync(default))
        {
            await upload.Content.WriteAsync(new byte[100]);
        }

        Assert.Empty(await _target.ListAsync("appdb/", default));
        Assert.Empty(Directory.GetFiles(Path.Combine(_target.WorkFolder, "tmp")));
    }

    [Fact]
    public async Task Commit_NameTakenByOtherBytes_IsRefusedAndChangesNothing()
    {
        await PutAsync("appdb/x/one", [1, 2, 3]);

        var refusal = await Assert.ThrowsAsync<StorageException>(() => PutAsync("appdb/x/one", [1, 2, 4]));

        Assert.Equal(StorageError.NameTaken, refusal.Error);
        Assert.Equal([1, 2, 3], await ReadAsync("appdb/x/one"));
    }

    [Fact]
    public async Task Commit_NameTakenByTheSameBytes_IsDone()
    {
        await PutAsync("appdb/x/one", [1, 2, 3]);

        Assert.True(await PutAsync("appdb/x/one", [1, 2, 3]));
    }

    [Fact]
    public async Task Open_Missing_IsNotFound()
    {
        var missing = await Assert.ThrowsAsync<StorageException>(() => _target.OpenAsync("appdb/x/none", default));

        Assert.Equal(StorageError.NotFound, missing.Error);
    }

    [Fact]
    public async Task List_SeveralFolders_IsSortedAndStaysUnderThePrefix()
    {
        foreach (var name in (string[])["appdb/b/2", "appdb/a/10", "appdb/a/1", "appdb2/a/1", "archive.json"])
        {
            await PutAsync(name, [7]);
        }

        Assert.Equal(["appdb/a/1", "appdb/a/10", "appdb/b/2"], (await _target.ListAsync("appdb/", default)).Select(found => found.Name));
        Assert.Equal(["appdb/b/2"], (await _target.ListAsync("appdb/b/", default)).Select(found => found.Name));
        Assert.Empty(await _target.ListAsync("nothing/", default));
    }

    [Fact]
    public async Task Delete_PresentOrNot_IsGone()
    {
        await PutAsync("appdb/x/one", [1]);

        await _target.DeleteAsync("appdb/x/one", default);
        await _target.DeleteAsync("appdb/x/one", default);

        Assert.Empty(await _target.ListAsync("appdb/", default));
    }

    [Fact]
    public async Task Replace_Twice_HoldsTheLast()
    {
        await _target.ReplaceAsync("appdb/leases/one", "first one"u8.ToArray(), default);
        await _target.ReplaceAsync("appdb/leases/one", "second"u8.ToArray(), default);

        Assert.Equal("second"u8.ToArray(), await ReadAsync("appdb/leases/one"));
    }

    [Fact]
    public async Task Commit_ManyAtOnceUnderOneName_OneIsAcceptedWhereTheTargetPromisesThat()
    {
        var promised = await _target.RefusesTakenNamesAsync(default);

        var outcomes = await Task.WhenAll(Enumerable.Range(1, 8).Select(async number =>
        {
            try
            {
                await PutAsync("appdb/leases/1", [(byte)number]);
                return number;
            }
            catch (StorageException refused) when (refused.Error == StorageError.NameTaken)
            {
                return 0;
            }
        }));

        var winners = outcomes.Where(number => number > 0).ToList();
        var stored = await ReadAsync("appdb/leases/1");
        Assert.Contains(stored[0], winners.Select(number => (byte)number));
        Assert.True(!promised || winners.Count == 1, $"{winners.Count} of 8 were accepted.");
    }

    [Fact]
    public async Task OpenArchive_ManyAtOnce_AllOpenTheSame()
    {
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Archive.OpenAsync(new ArchiveOptions { Target = _target })));

        Assert.True(await Archive.ExistsAsync(_target));
        Assert.Single(await _target.ListAsync("", default), found => found.Name.EndsWith("archive.json", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Archive_Followed_CanBeListedPlannedVerifiedRestoredAndPruned()
    {
        var path = _folder.File("data/app.db");
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await database.WriteAsync(session => session.Execute("create table rows (id integer primary key)"));
        Assert.False(await Archive.ExistsAsync(_target));
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = _target });
        await using (var follower = archive.Follow(path))
        {
            await FollowerWaits.ReachAsync(follower);
            await database.WriteAsync(session => session.Execute("insert into rows values (1), (2)"));
            await FollowerWaits.ReachAsync(follower);
        }

        var backup = Assert.Single(await archive.ListAsync());
        var verified = await archive.VerifyAsync(backup.Id, _folder.File("scratch"));
        var plan = await archive.PlanAsync(RestorePoint.Latest);
        var restored = await archive.RestoreAsync(RestorePoint.Latest, _folder.File("restored.db"));
        var pruned = await archive.PruneAsync(new RetentionPolicy());

        Assert.Equal((BackupState.Verified, 1, 1L), (verified.State, plan.Segments.Count, restored.Position));
        Assert.Empty(pruned.Refused);
        await using var copy = Database.Open(new DatabaseOptions { Path = _folder.File("restored.db") });
        Assert.Equal(2, await copy.ReadAsync(session => session.QueryInt64("select count(*) from rows")));
    }

    private async Task<bool> PutAsync(string name, byte[] content)
    {
        await using var upload = await _target.CreateAsync(default);
        await upload.Content.WriteAsync(content);
        return await upload.CommitAsync(name);
    }

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var stored = await _target.OpenAsync(name, default);
        using var content = new MemoryStream();
        await stored.CopyToAsync(content);
        return content.ToArray();
    }
}
