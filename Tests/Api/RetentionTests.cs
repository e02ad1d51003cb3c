using System.Net;
using Belfry.Api.Retention;
using Belfry.Storage;
using Belfry.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.Api;

/// <summary>What is removed for good, and what stays.</summary>
public sealed class RetentionTests
{
    /// <summary>1 to ?1.</summary>
    private const string Many = "with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < ?1) ";

    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n"u8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Bin_AfterItsDays_IsEmptiedAndNothingElseIs()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var api = await ApiServer.StartAsync(new() { ["Retention:BinDays"] = "10" }, time: time);
        var (kept, gone) = (await api.CreateListAsync("Kept"), await api.CreateListAsync("Gone"));
        var (stays, goes) = (await api.CreateItemAsync(kept), await api.CreateItemAsync(kept));
        await api.CreateItemAsync(gone);
        await DeleteAsync(api, goes);
        await DeleteAsync(api, gone);
        await PassAsync(api, time, 5);
        Assert.Equal((3L, 2L), await CountAsync(api));
        await DeleteAsync(api, stays);

        await PassAsync(api, time, 6);

        Assert.Equal((1L, 1L), await CountAsync(api));
        Assert.Equal(HttpStatusCode.OK, (await api.Http.PostAsync($"{stays}/restore", null, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Http.PostAsync($"{gone}/restore", null, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Picture_ThatNoItemNames_IsRemovedAfterTheDaysUnlessItIsSentAgain()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow);
        await using var api = await ApiServer.StartAsync(new() { ["Retention:BinDays"] = "10" }, time: time);
        var item = await api.CreateItemAsync(await api.CreateListAsync());
        var uploads = Path.Combine(Path.GetDirectoryName(api.DatabasePath)!, "uploads");
        await AddAsync(api, item, 1);
        await AddAsync(api, item, 2);
        await AddAsync(api, item, 3);
        foreach (var picture in (await api.GetJsonAsync(item))["pictures"]!.AsArray().Select(sha => (string)sha!).Skip(1).ToList())
        {
            await DeleteAsync(api, $"{item}/pictures/{picture}");
        }

        await PassAsync(api, time, 5);
        Assert.Equal(3, Directory.GetFiles(uploads).Length);
        await AddAsync(api, item, 2);
        await PassAsync(api, time, 11);

        Assert.Equal(
            (await api.GetJsonAsync(item))["pictures"]!.AsArray().Select(sha => (string)sha!).Order(), Directory.GetFiles(uploads).Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task PictureAndUnfinishedUpload_TouchedSince_Stay()
    {
        var time = new ManualTime(DateTimeOffset.UtcNow.AddDays(-20));
        await using var api = await ApiServer.StartAsync(new() { ["Retention:BinDays"] = "10" }, time: time);
        var item = await api.CreateItemAsync(await api.CreateListAsync());
        var uploads = Path.Combine(Path.GetDirectoryName(api.DatabasePath)!, "uploads");
        var (again, gone) = (await AddAndRemoveAsync(api, item, 1), await AddAndRemoveAsync(api, item, 2));
        await File.WriteAllBytesAsync(Path.Combine(uploads, "old.tmp"), Png, Cancellation);
        foreach (var file in Directory.GetFiles(uploads))
        {
            File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);
        }

        await File.WriteAllBytesAsync(Path.Combine(uploads, "new.tmp"), Png, Cancellation);
        await PassAsync(api, time, 1);
        Assert.Equal(again, await AddAndRemoveAsync(api, item, 1));

        await PassAsync(api, time, 12);

        Assert.Equal(((string[])[again, "new.tmp"]).Order(), Directory.GetFiles(uploads).Select(Path.GetFileName).Order());
        Assert.DoesNotContain(gone, Directory.GetFiles(uploads).Select(Path.GetFileName));
    }

    [Fact]
    public async Task MoreThanOneWriteTakes_IsRemovedToTheLast()
    {
        await using var api = await ApiServer.StartAsync();
        var list = await api.CreateListAsync();
        await using (var database = Database.Open(new DatabaseOptions { Path = api.DatabasePath }))
        {
            await database.WriteAsync(
                session =>
                {
                    session.Execute(Many + "insert into audit (at, account, action, subject) select n, 'ada', 'test', n from numbers", Purge.MaxAuditEntries + 450);
                    return session.Execute(
                        Many + """
                        insert into items (id, list_seq, position, name, quantity, priority, state, created_at, updated_at, deleted_at)
                        select randomblob(16), (select max(seq) from lists), n, 'A kite', 1, 1, 0, 1, 1, 1 from numbers
                        """,
                        450);
                },
                Cancellation);
        }

        await api.Services.GetRequiredService<Purge>().RunAsync(Cancellation);

        Assert.Equal((0L, 1L), await CountAsync(api));
        await using var after = Database.Open(new DatabaseOptions { Path = api.DatabasePath });
        var (entries, newest) = await after.ReadAsync(
            session => (session.QueryInt64("select count(*) from audit"), session.QueryInt64("select max(at) from audit where action = 'test'")), Cancellation);
        Assert.Equal((Purge.MaxAuditEntries, Purge.MaxAuditEntries + 450), (entries, newest));
        Assert.Equal(HttpStatusCode.OK, (await api.Http.GetAsync(list, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Restore_OfWhatIsDueAndStillThere_Returns404()
    {
        await using var api = await ApiServer.StartAsync(new() { ["Retention:BinDays"] = "10" });
        var (list, due) = (await api.CreateListAsync("Stays"), await api.CreateListAsync("Due"));
        var item = await api.CreateItemAsync(list);
        await DeleteAsync(api, item);
        await DeleteAsync(api, due);
        await using (var database = Database.Open(new DatabaseOptions { Path = api.DatabasePath }))
        {
            var since = DateTimeOffset.UtcNow.AddDays(-11).ToUnixTimeMilliseconds();
            await database.WriteAsync(
                session => session.Execute("update items set deleted_at = ?1", since) + session.Execute("update lists set deleted_at = ?1 where name = 'Due'", since), Cancellation);
        }

        Assert.Equal(HttpStatusCode.NotFound, (await api.Http.PostAsync($"{item}/restore", null, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await api.Http.PostAsync($"{due}/restore", null, Cancellation)).StatusCode);
    }

    /// <returns>The picture's name.</returns>
    private static async Task<string> AddAndRemoveAsync(ApiServer api, string item, byte content)
    {
        await AddAsync(api, item, content);
        var name = (string)(await api.GetJsonAsync(item))["pictures"]!.AsArray().Single()!;
        await DeleteAsync(api, $"{item}/pictures/{name}");
        return name;
    }

    private static async Task AddAsync(ApiServer api, string item, byte content)
    {
        using var picture = new ByteArrayContent([.. Png, content]);
        (await api.Http.PostAsync($"{item}/pictures", picture, Cancellation)).EnsureSuccessStatusCode();
    }

    private static async Task DeleteAsync(ApiServer api, string address) => (await api.Http.DeleteAsync(address, Cancellation)).EnsureSuccessStatusCode();

    /// <summary>Lets days pass and has removed what is due then; the service's own timer may do the same at once.</summary>
    private static Task PassAsync(ApiServer api, ManualTime time, int days)
    {
        time.Advance(TimeSpan.FromDays(days));
        return api.Services.GetRequiredService<Purge>().RunAsync(Cancellation);
    }

    private static async Task<(long Items, long Lists)> CountAsync(ApiServer api)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = api.DatabasePath });
        return await database.ReadAsync(
            session => (session.QueryInt64("select count(*) from items"), session.QueryInt64("select count(*) from lists")), Cancellation);
    }
}
