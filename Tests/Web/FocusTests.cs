using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>Where the keyboard goes on when what had the focus has gone: by an answer that came later, by a key, or with the session.</summary>
[Collection(typeof(BuiltPage))]
public sealed class FocusTests(BuiltPage built) : IAsyncLifetime
{
    private WebApp _app = null!;

    private IPage Page => _app.Page;

    private Wishlist Wishlist => _app.Wishlist;

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(built, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Token_Revoked_LeavesTheFocusOnTheNextOne_AndInItsPart()
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "ada", Exact = true }).ClickAsync();
        foreach (var name in new[] { "Reports", "Backups" })
        {
            await Page.GetByLabel("What is it for?").FillAsync(name);
            await Wishlist.Button("Make a token").ClickAsync();
            await Expect(Wishlist.Button($"Revoke {name}")).ToBeVisibleAsync();
        }

        await Page.ReloadAsync();
        await Wishlist.Button("Revoke Reports").PressAsync("Enter");
        await Expect(Wishlist.Button("Revoke Backups")).ToBeFocusedAsync();
        await Wishlist.Button("Revoke Backups").PressAsync("Enter");

        await Expect(Wishlist.Button("Make a token")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Session_EndedFromHere_LeavesTheFocusAtTheHeadingOfItsPart()
    {
        await new Wishlist(await _app.Browser.OpenAsync(_app.Url)).SignInAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "ada", Exact = true }).ClickAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Sign out Chrome, Linux" }).PressAsync("Enter");

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Where you are signed in" })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Guest_WhoClaimsLeavesTheFormAndTakesBack_StaysAtTheWish()
    {
        await Wishlist.AddListAsync("Birthday");
        await Wishlist.AddWishAsync("A drum https://shop.example/drum");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        await Page.GetByLabel("Whom is it for?").FillAsync("Family");
        await Wishlist.Button("Make a link").ClickAsync();
        var guest = await _app.Browser.OpenAsync(new Uri(await Page.GetByLabel("Link for Family", new() { Exact = true }).InputValueAsync()));
        var give = guest.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" });

        await give.PressAsync("Enter");
        await guest.GetByLabel("Your name").PressAsync("Escape");
        await Expect(give).ToBeFocusedAsync();
        await give.PressAsync("Enter");
        await guest.GetByLabel("Your name").FillAsync("Grace");
        await guest.Keyboard.PressAsync("Enter");
        var back = guest.GetByRole(AriaRole.Button, new() { Name = "Take back the claim of A drum" });
        await Expect(back).ToBeFocusedAsync();
        await back.PressAsync("Enter");

        await Expect(give).ToBeFocusedAsync();
    }

    [Fact]
    public async Task TryAgain_ThatSucceeds_LeavesTheFocusAtTheHeading()
    {
        const string Bin = "**/api/bin*";
        await Page.RouteAsync(Bin, route => route.FulfillAsync(new() { Status = 500 }));
        await Page.GetByRole(AriaRole.Link, new() { Name = "Bin", Exact = true }).ClickAsync();
        await Expect(Wishlist.Button("Try again")).ToBeVisibleAsync();
        await Page.UnrouteAsync(Bin);

        await Wishlist.Button("Try again").PressAsync("Enter");

        await Expect(Page.GetByText("The bin is empty")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Bin", Exact = true })).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Session_ThatEnds_TakesTheFocusToTheSignInAndBack()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.WriteNoteAsync("Kettle", "Enamel, green");
        await Page.Context.ClearCookiesAsync();
        await Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeFocusedAsync();
        await Wishlist.SignInAsync();

        await Expect(Page.GetByLabel("Note")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task FocusLeftByPressingBesideEverything_IsNotBroughtBack()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.AddWishAsync("Pan");
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Page.Url);
        await Wishlist.Button("Pan").FocusAsync();
        await Page.Mouse.ClickAsync(2, 2);

        await other.GetByRole(AriaRole.Button, new() { Name = "Remove Pan" }).ClickAsync();
        await other.CloseAsync(new() { RunBeforeUnload = true });
        await Expect(Wishlist.Wishes).ToHaveCountAsync(1);

        Assert.Equal("BODY", await Page.EvaluateAsync<string>("() => new Promise(done => setTimeout(() => done(document.activeElement.tagName), 0))"));
    }
}
