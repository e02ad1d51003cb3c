using System.Security.Cryptography;
using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Following;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;
using Belfry.Storage.S3;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Belfry.Tests.Storage.Targets;

/// <summary>What an S3 target does when the network or the server fails in between.</summary>
public sealed class S3FaultTests(S3Server server) : IClassFixture<S3Server>, IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private S3Proxy _proxy = null!;
    private S3Target _target = null!;

    public async ValueTask InitializeAsync()
    {
        _proxy = await S3Proxy.StartAsync(server.Address);
        _target = new S3Target(S3Server.Options(_proxy.Address, _folder.File("work"), timeout: TimeSpan.FromSeconds(20)));
    }

    public async ValueTask DisposeAsync()
    {
        _target.Dispose();
        await _proxy.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Commit_AnswerLost_IsDoneOnce()
    {
        FailOnce(request => request.Method == "PUT" && IsFor(request, "one"), new Fault.LoseAnswer());

        await PutAsync("appdb/one", [1, 2, 3]);

        Assert.Equal([1, 2, 3], await ReadAsync("appdb/one"));
        Assert.Equal(2, Count("PUT", "one"));
    }

    [Fact]
    public async Task CommitInParts_EveryKindOfRequestFailsOnce_IsDone()
    {
        var content = RandomNumberGenerator.GetBytes(12 << 20);
        var seen = new HashSet<string>();
        _proxy.Faults = request => seen.Add($"{request.Method} {request.QueryString.Value?.Split("uploadId")[0]}") ? new Fault.Answer(503, "SlowDown") : null;

        await PutAsync("appdb/large", content);

        _proxy.Faults = static _ => null;
        Assert.Equal(content, await ReadAsync("appdb/large"));
    }

    [Fact]
    public async Task CommitInParts_RefusedHalfway_IsAbortedAndNowhere()
    {
        _proxy.Faults = static request => request.Query["partNumber"] == "2" ? new Fault.Answer(403, "AccessDenied") : null;

        var failure = await Assert.ThrowsAsync<StorageException>(() => PutAsync("appdb/large", new byte[12 << 20]));

        Assert.Equal("The server answers 403: these credentials may not do that.", failure.Why);
        Assert.Contains(_proxy.Requests, request => request.StartsWith("DELETE", StringComparison.Ordinal) && request.Contains("uploadId=", StringComparison.Ordinal));
        Assert.Empty(await _target.ListAsync("appdb/", default));
    }

    [Fact]
    public async Task CommitInParts_ListOfUnfinishedUploadsNeverComes_IsDone()
    {
        var content = RandomNumberGenerator.GetBytes(6 << 20);
        _proxy.Faults = static request => request.Method == "GET" && request.Query.ContainsKey("uploads") ? new Fault.Hang() : null;
        using var target = new S3Target(S3Server.Options(_proxy.Address, _folder.File("work"), timeout: TimeSpan.FromSeconds(4)));
        await using var upload = await target.CreateAsync(default);
        await upload.Content.WriteAsync(content);

        await upload.CommitAsync("appdb/large");

        Assert.Equal([new StoredObject("appdb/large", content.Length)], await target.ListAsync("appdb/", default));
    }

    [Fact]
    public async Task Open_ConnectionCutAgainAndAgain_GoesOnWhereItStopped()
    {
        var content = RandomNumberGenerator.GetBytes(3 << 20);
        await PutAsync("appdb/one", content);
        _proxy.Faults = static request => request.Method == "GET" ? new Fault.CutAfter(300_000) : null;

        Assert.Equal(content, await ReadAsync("appdb/one"));
        Assert.InRange(Count("GET", "one"), 2, 40);
    }

    [Fact]
    public async Task Open_ObjectChangedWhileRead_IsRefused()
    {
        await PutAsync("appdb/one", new byte[1 << 20]);
        _proxy.Faults = static request => request.Method == "GET" ? new Fault.CutAfter(1000) : null;
        await using var reading = await _target.OpenAsync("appdb/one", default);
        await reading.ReadExactlyAsync(new byte[500]);
        await _target.ReplaceAsync("appdb/one", RandomNumberGenerator.GetBytes(1 << 20), default);

        var failure = await Assert.ThrowsAsync<StorageException>(() => reading.CopyToAsync(Stream.Null));

        Assert.Equal(StorageError.ArchiveDamaged, failure.Error);
    }

    [Fact]
    public async Task Open_ConnectionThatBringsNothing_Fails()
    {
        await PutAsync("appdb/one", new byte[1000]);
        _proxy.Faults = static request => request.Method == "GET" ? new Fault.CutAfter(0) : null;

        var failure = await Assert.ThrowsAsync<StorageException>(() => ReadAsync("appdb/one"));

        Assert.Equal(StorageError.ArchiveUnavailable, failure.Error);
        Assert.StartsWith("The connection broke off", failure.Why, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(503, "SlowDown", "The server is busy: it answers 503 again and again.", 5)]
    [InlineData(429, "TooManyRequests", "The server is busy: it answers 429 again and again.", 5)]
    [InlineData(500, "InternalError", "The server answers 500 (InternalError).", 5)]
    [InlineData(403, "AccessDenied", "The server answers 403: these credentials may not do that.", 1)]
    [InlineData(403, "InvalidAccessKeyId", "The server does not accept these credentials (InvalidAccessKeyId).", 1)]
    [InlineData(403, "SignatureDoesNotMatch", "The server does not accept these credentials (SignatureDoesNotMatch).", 1)]
    [InlineData(400, "ExpiredToken", "The credentials have expired.", 1)]
    [InlineData(403, "RequestTimeTooSkewed", "This machine's clock is wrong.", 1)]
    [InlineData(404, "NoSuchBucket", "The bucket does not exist.", 1)]
    public async Task List_ServerRefuses_SaysWhyAndTriesAgainOnlyWhatMayPass(int status, string code, string why, int tries)
    {
        _proxy.Faults = _ => new Fault.Answer(status, code);

        var failure = await Assert.ThrowsAsync<StorageException>(() => _target.ListAsync("appdb/", default));

        Assert.Equal((StorageError.ArchiveUnavailable, why), (failure.Error, failure.Why));
        Assert.Equal(tries, _proxy.Requests.Count);
        Assert.DoesNotContain(S3Server.Secret, failure.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://no-such-host.invalid", "The server's name cannot be resolved.")]
    [InlineData("http://127.0.0.1:1", "Nothing answers at the endpoint: the connection was refused.")]
    public async Task List_ServerNotThere_SaysWhy(string endpoint, string why)
    {
        using var target = new S3Target(S3Server.Options(new Uri(endpoint), _folder.File("work"), retries: 1));

        var failure = await Assert.ThrowsAsync<StorageException>(() => target.ListAsync("", default));

        Assert.Equal((StorageError.ArchiveUnavailable, why), (failure.Error, failure.Why));
    }

    [Fact]
    public async Task List_ServerHangs_GivesUp()
    {
        _proxy.Faults = static _ => new Fault.Hang();
        using var target = new S3Target(S3Server.Options(_proxy.Address, _folder.File("work"), retries: 1, timeout: TimeSpan.FromMilliseconds(300)));

        var failure = await Assert.ThrowsAsync<StorageException>(() => target.ListAsync("", default));

        Assert.Equal("The server did not answer in time.", failure.Why);
    }

    [Fact]
    public async Task List_MoreThanAPage_HasAll()
    {
        foreach (var number in Enumerable.Range(0, 7))
        {
            await PutAsync($"appdb/{number}", [1]);
        }

        _proxy.PageSize = 2;

        Assert.Equal(7, (await _target.ListAsync("appdb/", default)).Count);
    }

    [Fact]
    public async Task Archive_KeyThatMayNotDelete_DoesAllButPruneAndSaysSo()
    {
        _proxy.Faults = static request => request.Method == "DELETE" ? new Fault.Answer(403, "AccessDenied") : null;
        var path = _folder.File("data/app.db");
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await database.WriteAsync(session => session.Execute("create table rows (id integer primary key)"));
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = _target });
        var old = await archive.TakeSnapshotAsync(path);
        await using (var follower = archive.Follow(path))
        {
            await FollowerWaits.ReachAsync(follower);
        }

        await archive.VerifyAsync((await archive.ListAsync())[0].Id, _folder.File("scratch"));
        var policy = new RetentionPolicy { Grace = TimeSpan.Zero, History = TimeSpan.Zero };
        await archive.PruneAsync(policy);
        var pruned = await archive.PruneAsync(policy);

        Assert.Empty(pruned.Deleted);
        Assert.Contains(old.ObjectName, pruned.Refused);
        await archive.RestoreAsync(old.Id, _folder.File("restored.db"));
    }

    [Fact]
    public async Task Follow_ServerDownForAWhile_CatchesUpInOrderAndLosesNothing()
    {
        var path = _folder.File("data/app.db");
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await database.WriteAsync(session => session.Execute("create table rows (id integer primary key)"));
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = _target });
        await using (var follower = archive.Follow(path, new FollowerOptions { Interval = TimeSpan.FromMilliseconds(5), RetryDelay = TimeSpan.FromMilliseconds(5) }))
        {
            await FollowerWaits.ReachAsync(follower);
            for (var round = 0; round < 2; round++)
            {
                _proxy.Faults = static _ => new Fault.Answer(503, "SlowDown");
                await InsertAsync(database, 5);
                await FollowerWaits.UntilAsync(() => follower.Status.Failure is not null);
                var lost = 0;
                _proxy.Faults = request => request.Method == "PUT" && Interlocked.Increment(ref lost) % 2 == 1 ? new Fault.LoseAnswer() : null;
                await InsertAsync(database, 5);
                await FollowerWaits.ReachAsync(follower);
                Assert.NotEqual(0, lost);
            }
        }

        var plan = await archive.PlanAsync(RestorePoint.Latest);
        var restored = await archive.RestoreAsync(RestorePoint.Latest, _folder.File("restored.db"));
        Assert.Equal(20, restored.Position);
        Assert.Single(await _target.ListAsync("appdb/lineages/", default), found => found.Name.EndsWith(".snapshot", StringComparison.Ordinal));
        Assert.Equal(3, (await archive.RestoreAsync(RestorePoint.Commit(plan.Lineage, 3), _folder.File("third.db"))).Position);
    }

    [Fact]
    public async Task Restore_SegmentDeletedByAThirdParty_EndsBeforeItOrSaysWhatIsMissing()
    {
        var path = _folder.File("data/app.db");
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await database.WriteAsync(session => session.Execute("create table rows (id integer primary key)"));
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = _target });
        await using (var follower = archive.Follow(path))
        {
            for (var i = 0; i < 3; i++)
            {
                await FollowerWaits.ReachAsync(follower);
                await InsertAsync(database, 1);
            }

            await FollowerWaits.ReachAsync(follower);
        }

        var plan = await archive.PlanAsync(RestorePoint.Latest);
        await _target.DeleteAsync(plan.Segments[1], default);

        Assert.Equal(1, (await archive.RestoreAsync(RestorePoint.Latest, _folder.File("restored.db"))).Position);
        var missing = await Assert.ThrowsAsync<StorageException>(() => archive.PlanAsync(RestorePoint.Commit(plan.Lineage, 3)));
        Assert.Equal(StorageError.NotFound, missing.Error);
    }

    private static bool IsFor(HttpRequest request, string name) => request.Path.Value!.EndsWith($"/{name}", StringComparison.Ordinal);

    private static async Task InsertAsync(Database database, int rows)
    {
        for (var i = 0; i < rows; i++)
        {
            await database.WriteAsync(session => session.Execute("insert into rows default values"));
        }
    }

    private void FailOnce(Func<HttpRequest, bool> which, Fault fault)
    {
        var left = 1;
        _proxy.Faults = request => which(request) && Interlocked.Decrement(ref left) == 0 ? fault : null;
    }

    private int Count(string method, string name) =>
        _proxy.Requests.Count(request => request.StartsWith(method, StringComparison.Ordinal) && request.Split('?')[0].EndsWith($"/{name}", StringComparison.Ordinal));

    private async Task PutAsync(string name, byte[] content)
    {
        await using var upload = await _target.CreateAsync(default);
        await upload.Content.WriteAsync(content);
        await upload.CommitAsync(name);
    }

    private async Task<byte[]> ReadAsync(string name)
    {
        await using var stored = await _target.OpenAsync(name, default);
        using var content = new MemoryStream();
        await stored.CopyToAsync(content);
        return content.ToArray();
    }
}
