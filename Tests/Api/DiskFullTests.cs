using System.Net;
using System.Net.Http.Json;
using Belfry.Tests.Storage.Faults;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

public sealed class DiskFullTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Volume_Full_Answers507KeepsAnsweringReadsAndRecoversAlone()
    {
        using var disk = new SmallDisk(4);
        using var api = ApiProcess.Start(disk.File("app.db"));
        await api.OwnedAsync();
        using var made = await api.Http.PostAsJsonAsync("/api/lists", new { name = "Kept" }, Cancellation);
        var list = made.EnsureSuccessStatusCode().Headers.Location!.ToString();
        using var first = await AddAsync(api, list);
        disk.Fill();

        HttpResponseMessage refused;
        var added = 0;
        while ((refused = await AddAsync(api, list)).IsSuccessStatusCode)
        {
            Assert.True(++added < 2000, "The disk is full, and takes everything.");
        }

        await ProblemAssert.IsProblemAsync(refused, HttpStatusCode.InsufficientStorage);
        using var picture = new ByteArrayContent([0x89, .. "PNG\r\n\x1a\n"u8, .. new byte[100_000]]);
        using var uploaded = await api.Http.PostAsync($"{first.Headers.Location}/pictures", picture, Cancellation);
        await ProblemAssert.IsProblemAsync(uploaded, HttpStatusCode.InsufficientStorage);
        Assert.Equal(HttpStatusCode.OK, (await api.Http.GetAsync($"{list}/items?limit=200", Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await api.Http.GetAsync("/api/search?q=kite", Cancellation)).StatusCode);
        disk.Free();
        await Eventually.TrueAsync(async () => (await AddAsync(api, list)).StatusCode == HttpStatusCode.Created, "writing to work again");
    }

    private static Task<HttpResponseMessage> AddAsync(ApiProcess api, string list) =>
        api.Http.PostAsJsonAsync($"{list}/items", new { name = "A kite", note = new string('x', 2000) }, Cancellation);
}
