using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>A long list comes page by page. Of which only a part came, nobody is told that it is the whole.</summary>
[Collection(typeof(BuiltPage))]
public sealed class PartlyReadListTests(BuiltPage built) : IAsyncLifetime
{
    /// <summary>Every page of a list but its first.</summary>
    private const string LaterPages = "**/items?*cursor=*";

    private WebApp _app = null!;

    private IPage Page => _app.Page;

    private ILocator Sheet => Page.GetByRole(AriaRole.Article);

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(built, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task List_WhoseSecondPageIsRefused_SaysSo_AndCountsNothingUntilAllIsRead()
    {
        await _app.Wishlist.ImportAsync(_app.Url, "Long", Enumerable.Range(1, 300).Select(number => new { name = $"Wish {number}", price = 2, currency = "EUR" }));
        await Page.RouteAsync(LaterPages, route => route.FulfillAsync(new() { Status = 503 }));
        await Page.GetByRole(AriaRole.Link, new() { Name = "Long" }).ClickAsync();

        await Expect(Sheet.GetByRole(AriaRole.Alert).Filter(new() { HasText = "It answered 503." })).ToBeVisibleAsync();
        await Expect(_app.Wishlist.Button("Wish 1")).ToBeVisibleAsync();
        await Expect(Sheet).Not.ToContainTextAsync(new Regex(@"\d wishes|· €"));
        await Page.GetByLabel("Select Wish 1", new() { Exact = true }).CheckAsync();
        await Page.Keyboard.PressAsync("Control+a");
        await Expect(Page.GetByText("1 selected")).ToBeVisibleAsync();
        await Expect(_app.Wishlist.Button("Select all")).ToHaveCountAsync(0);
        await _app.Wishlist.AssertAccessibleAsync();

        await Page.UnrouteAsync(LaterPages);
        await _app.Wishlist.Button("Try again").ClickAsync();
        await Expect(Sheet).ToContainTextAsync("300 wishes · €600.00");
        await Expect(_app.Wishlist.Button("Try again")).ToHaveCountAsync(0);
        await _app.Wishlist.Button("Select all").ClickAsync();
        await Expect(Page.GetByText("300 selected")).ToBeVisibleAsync();
    }
}
