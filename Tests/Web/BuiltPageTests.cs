using System.IO.Compression;
using System.Text.RegularExpressions;
using Belfry.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>The page as it is built for production: what a first visit loads, and that it works under the policy that Caddy sends.</summary>
[Collection(typeof(BuiltPage))]
public sealed class BuiltPageTests(BuiltPage built)
{
    private const int MostScriptBytes = 90_000;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task BuiltPage_UnderTheContentSecurityPolicy_WorksAndLoadsLittle()
    {
        await using var app = await WebApp.StartAsync(built, Cancellation);
        var policy = Regex.Match(await File.ReadAllTextAsync(Path.Combine(WebPackages.Folder, "Caddyfile"), Cancellation), "Content-Security-Policy \"(.+)\"").Groups[1].Value;
        Assert.Contains("default-src 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        var page = await app.Browser.OpenAsync(new Uri("about:blank"));
        await page.RouteAsync(app.Url.ToString(), async route =>
        {
            var answer = await route.FetchAsync();
            await route.FulfillAsync(new() { Response = answer, Headers = new Dictionary<string, string>(answer.Headers) { ["content-security-policy"] = policy } });
        });
        var scripts = new List<string>();
        page.Response += (_, response) =>
        {
            if (response.Url.EndsWith(".js", StringComparison.Ordinal))
            {
                scripts.Add(new Uri(response.Url).AbsolutePath);
            }
        };

        await page.GotoAsync(app.Url.ToString());
        var wishlist = new Wishlist(page);
        await wishlist.SignInAsync();
        await wishlist.AddListAsync("Kitchen");
        await wishlist.AddWishAsync("Kettle");
        var first = scripts.Distinct().ToList();
        await wishlist.AddPictureAsync("Kettle");
        await page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        await page.GetByLabel("Whom is it for?").FillAsync("Family");
        await wishlist.Button("Make a link").ClickAsync();
        await wishlist.Button("Show QR code").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "QR code" })).ToBeVisibleAsync();

        Assert.NotEmpty(first);
        Assert.InRange(first.Sum(script => CompressedBytes(built.File(script))), 1, MostScriptBytes);
        Assert.DoesNotContain(first, script => script.Contains("Page-", StringComparison.Ordinal));
        // Without a backup worker the API answers 503 about it, which browsers report on the console.
        Assert.Equal("", string.Join('\n', app.Browser.Errors.Where(error => !error.Contains("status of 503", StringComparison.Ordinal))));
    }

    private static long CompressedBytes(string file)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(file));
        }

        return compressed.Length;
    }
}
