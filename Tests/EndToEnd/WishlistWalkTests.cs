using System.Text.RegularExpressions;
using Belfry.Tests.Support;
using Belfry.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.EndToEnd;

/// <summary>The main path through the wishlist, on the whole application.</summary>
[Collection(typeof(RunningApp))]
public sealed class WishlistWalkTests(RunningApp app)
{
    [Fact]
    public async Task List_FromItsFirstWishToAClaim_KeepsTheSecretFromTheOwner()
    {
        await using var browser = await Browser.LaunchAsync();
        var page = await app.OpenAsync(browser);
        var wishlist = new Wishlist(page);
        await wishlist.AddListAsync("Birthday");
        await wishlist.AddWishAsync("A kite");
        await wishlist.AddWishAsync("A drum");
        await wishlist.AddPictureAsync("A drum");
        await page.Keyboard.PressAsync("Escape");
        await wishlist.Button("A drum").FocusAsync();
        await page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(wishlist.Wishes).ToHaveTextAsync([new Regex("A drum"), new Regex("A kite")]);
        await wishlist.SavedAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        await page.GetByLabel("Whom is it for?").FillAsync("Family");
        await wishlist.Button("Make a link").ClickAsync();
        var link = await page.GetByLabel("Link for Family", new() { Exact = true }).InputValueAsync();

        var guest = await browser.OpenAsync(new Uri(link));
        await Expect(guest.GetByRole(AriaRole.Img, new() { Name = "Picture of A drum" })).ToHaveJSPropertyAsync("naturalWidth", 1);
        await guest.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" }).ClickAsync();
        await guest.GetByLabel("Your name").FillAsync("Grace");
        await guest.GetByRole(AriaRole.Button, new() { Name = "Claim", Exact = true }).ClickAsync();
        await Expect(guest.GetByText("You give this")).ToBeVisibleAsync();
        await page.ReloadAsync();

        await Expect(page.GetByText("A secret, for as long as no day is chosen.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Birthday" }).ClickAsync();
        await Expect(wishlist.Wishes).ToHaveTextAsync([new Regex("A drum"), new Regex("A kite")]);
        await Expect(page.GetByText("Grace")).ToHaveCountAsync(0);
        Assert.Equal("", string.Join('\n', browser.Errors));
    }
}
