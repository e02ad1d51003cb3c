using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Api;

public sealed class PicturesTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static readonly byte[] Png = [0x89, .. "PNG\r\n\x1a\n and the rest"u8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Picture_AddedTwice_IsOneFileThatOnlyTheOwnerAndGuestsGet()
    {
        var list = await api.CreateListAsync();
        var item = await api.CreateItemAsync(list);

        await PostAsync(item, Png, "image/png");
        var answer = await PostAsync(item, Png, "application/octet-stream");

        var hash = (string)(await answer.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["pictures"]!.AsArray().Single()!;
        var picture = await api.Http.GetAsync($"{item}/pictures/{hash}", Cancellation);
        Assert.Equal("image/png", picture.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Png, await picture.Content.ReadAsByteArrayAsync(Cancellation));
        var file = Assert.Single(Directory.GetFiles(Path.Combine(Path.GetDirectoryName(api.DatabasePath)!, "uploads")), file => file.EndsWith(hash, StringComparison.Ordinal));
        Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));

        using var stranger = api.Anonymous();
        stranger.DefaultRequestHeaders.Add("Cookie", await api.InviteAsync("member"));
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync($"{item}/pictures/{hash}", Cancellation)).StatusCode);
        var share = await api.Http.PostAsJsonAsync($"{list}/shares", new { name = "Family" }, Cancellation);
        using var guest = api.Anonymous();
        guest.DefaultRequestHeaders.Add("X-Share-Token", (string)(await share.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["token"]!);
        Assert.Equal(Png, await guest.GetByteArrayAsync($"/api/shared/items/{item.Split('/')[^1]}/pictures/{hash}", Cancellation));

        (await api.Http.DeleteAsync($"{item}/pictures/{hash}", Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal(HttpStatusCode.NotFound, (await api.Http.GetAsync($"{item}/pictures/{hash}", Cancellation)).StatusCode);
    }

    [Theory]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "image/png")]
    [InlineData("<html>", "image/jpeg")]
    [InlineData("", "image/png")]
    [InlineData("--x\r\nContent-Disposition: form-data; name=\"file\"", "multipart/form-data; boundary=x")]
    public async Task Picture_ThatIsNone_Returns415WhateverItsTypeSays(string body, string type)
    {
        var item = await api.CreateItemAsync(await api.CreateListAsync());

        await ProblemAssert.IsProblemAsync(await PostAsync(item, Encoding.UTF8.GetBytes(body), type), HttpStatusCode.UnsupportedMediaType);

        Assert.Empty((await api.GetJsonAsync(item))["pictures"]!.AsArray());
    }

    [Fact]
    public async Task Picture_BeyondTheTenth_IsRefusedAndLeavesNoFile()
    {
        var item = await api.CreateItemAsync(await api.CreateListAsync());
        for (var i = 0; i < 10; i++)
        {
            var content = new byte[100_000 + i];
            Png.CopyTo(content, 0);
            var answer = await PostAsync(item, content, "image/png");
            Assert.Equal($"\"{i + 2}\"", answer.Headers.ETag!.Tag);
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(content)), await answer.Content.ReadAsStringAsync(Cancellation));
        }

        byte[] eleventh = [.. Png, 1, 2, 3];
        await ProblemAssert.IsProblemAsync(await PostAsync(item, eleventh, "image/png"), HttpStatusCode.Conflict);

        var files = Directory.GetFiles(Path.Combine(Path.GetDirectoryName(api.DatabasePath)!, "uploads")).Select(Path.GetFileName);
        Assert.DoesNotContain(Convert.ToHexStringLower(SHA256.HashData(eleventh)), files);
        Assert.All(files, file => Assert.Equal(64, file!.Length));
    }

    [Theory]
    [InlineData("..%2f..%2fapp.db")]
    [InlineData("app.db")]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    public async Task Picture_OfAnotherName_Returns404(string name)
    {
        var item = await api.CreateItemAsync(await api.CreateListAsync());
        await PostAsync(item, Png, "image/png");

        Assert.Equal(HttpStatusCode.NotFound, (await api.Http.GetAsync($"{item}/pictures/{name}", Cancellation)).StatusCode);
    }

    private Task<HttpResponseMessage> PostAsync(string item, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return api.Http.PostAsync($"{item}/pictures", content, Cancellation);
    }
}
