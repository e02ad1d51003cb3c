using System.Net;
using Belfry.Api.Retention;
using Belfry.Storage;
using Belfry.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.Api;

/// <summary>What is removed for good, and what stays.</summary>
public sealed class RetentionTests
{
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
