using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Web;

/// <summary>Every address of the wishlist, in use, by every look and language: sound for those who hear it, and never wider than its window.</summary>
[Collection(typeof(BuiltPage))]
public sealed class EveryPageTests(BuiltPage built) : IAsyncLifetime
{
    private WebApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(built, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("en-GB", ColorScheme.Light, 1280)]
    [InlineData("en-GB", ColorScheme.Dark, 360)]
    [InlineData("de-DE", ColorScheme.Dark, 1280)]
    [InlineData("de-DE", ColorScheme.Light, 360)]
    public async Task EveryPage_InUse_HasNothingSeriousForAxe_AndFitsItsWindow(string language, ColorScheme scheme, int width)
    {
        var list = await FillAsync();
        var context = await _app.Page.Context.StorageStateAsync();
        var page = await _app.Browser.OpenAsync(_app.Url, new()
        {
            StorageState = context, Locale = language, ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 780 },
        });
        var found = new List<string>();
        foreach (var path in new[] { "", list, $"{list}?show=received", $"{list}/share", "bin", "search?q=kettle", "people", "account", "lists/none", "nowhere", "backups" })
        {
            await page.GotoAsync(new Uri(_app.Url, path).ToString());
            await page.Locator("h1").First.WaitForAsync();
            await Assertions.Expect(page.Locator("main .ghost")).ToHaveCountAsync(0);
            found.AddRange((await Accessibility.FindSeriousAsync(page)).Select(finding => $"/{path}: {finding}"));
            var needed = await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
            if (needed > width)
            {
                found.Add($"/{path} is {needed} pixels wide.");
            }
        }

        Assert.Equal("", string.Join('\n', found));
    }

    /// <summary>A list with a wish, one that was received and one that was removed.</summary>
    /// <returns>Its address.</returns>
    private async Task<string> FillAsync()
    {
        var wishlist = _app.Wishlist;
        await wishlist.AddListAsync("Kitchen");
        foreach (var name in new[] { "Kettle", "Pan", "Bowl" })
        {
            await wishlist.AddWishAsync(name);
        }

        await wishlist.Button("Pan was received").ClickAsync();
        await wishlist.Button("Remove Bowl").ClickAsync();
        var address = new Uri(_app.Page.Url).AbsolutePath[1..];
        await _app.Page.ReloadAsync();
        return address;
    }
}
