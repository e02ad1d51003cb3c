using System.Text.RegularExpressions;
using Belfry.Tests.Support;
using Belfry.Tests.Web;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.EndToEnd;

/// <summary>The main paths through the wishlist on good and bad days, on the whole application.</summary>
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
        browser.AssertQuiet();
    }

    [Fact]
    public async Task SignOut_ThenSignInAgain_FindsTheListsAsTheyWere()
    {
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.OpenAsync(app.Web);
        var wishlist = new Wishlist(page);
        await wishlist.SignInAsync();
        await wishlist.AddListAsync("Attic");
        await wishlist.AddWishAsync("A skylight");

        // A slow way to the next page: meanwhile nothing asks for somebody who is gone.
        await page.RouteAsync(app.Web.ToString(), async route =>
        {
            await Task.Delay(TimeSpan.FromSeconds(2));
            await route.ContinueAsync();
        });
        await wishlist.SignOutAsync();
        await Expect(page.GetByText("Attic")).ToHaveCountAsync(0);
        await wishlist.SignInAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Attic" }).ClickAsync();

        await Expect(wishlist.Wishes).ToHaveTextAsync([new Regex("A skylight")]);
        browser.AssertQuiet();
    }

    [Fact]
    public async Task Tab_WhoseBrowserAnotherPersonSignedInWith_BeginsAnewForThatPerson()
    {
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.OpenAsync(app.Web);
        var wishlist = new Wishlist(page);
        await wishlist.SignInAsync();
        await wishlist.AddListAsync("Loft");
        var token = await page.EvaluateAsync<string>(
            """
            async () => {
              const answer = await fetch('/api/people', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ account: 'ben', name: 'Ben', role: 'member' }) });
              return (await answer.json()).token;
            }
            """);
        // Until the other one has signed in, this tab hears nothing of it.
        var signedIn = new TaskCompletionSource();
        await page.RouteAsync("**/api/session", async route =>
        {
            await signedIn.Task;
            await route.ContinueAsync();
        });

        var other = await page.Context.NewPageAsync();
        await Browser.GotoAsync(other, app.Web);
        await new Wishlist(other).SignOutAsync();
        await other.EvaluateAsync(
            "token => fetch('/api/invitations/accept', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token, password: 'a long password' }) })", token);
        signedIn.SetResult();

        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Ben", Exact = true })).ToBeVisibleAsync();
        await Expect(page.GetByText("Loft")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task Session_EndedFromAnotherWindow_IsTakenUpAgain_AndWhatWasWrittenIsSaved()
    {
        await using var browser = await Browser.LaunchAsync();
        // The other window tells sessions by their device.
        var page = await browser.OpenAsync(app.Web, new() { UserAgent = "Mozilla/5.0 (Android 16; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0" });
        var wishlist = new Wishlist(page);
        await wishlist.SignInAsync();
        await wishlist.AddListAsync("Cellar");
        await wishlist.AddWishAsync("A lantern");
        await wishlist.WriteNoteAsync("A lantern", "Of brass");
        var other = await app.OpenAsync(browser);
        await other.GetByRole(AriaRole.Link, new() { Name = "ada", Exact = true }).ClickAsync();
        var end = other.GetByRole(AriaRole.Button, new() { Name = "Sign out Firefox, Android" });
        await end.ClickAsync();
        await Expect(end).ToHaveCountAsync(0);

        await wishlist.Button("Save").ClickAsync();
        await wishlist.SignInAgainAsync();

        await Expect(wishlist.Wishes).ToContainTextAsync("Of brass");
        await wishlist.SavedAsync();
        await page.ReloadAsync();
        await Expect(wishlist.Wishes).ToContainTextAsync("Of brass");
    }

    [Fact]
    public async Task Api_StoppedAndStartedOnTheDashboard_LosesNothing()
    {
        await using var browser = await Browser.LaunchAsync();
        var page = await app.OpenAsync(browser);
        var wishlist = new Wishlist(page);
        await wishlist.AddListAsync("Ropes");
        var dashboard = await app.OpenDashboardAsync(browser);
        await dashboard.GetByRole(AriaRole.Link, new() { Name = "Resources" }).ClickAsync();
        var stop = dashboard.GetByRole(AriaRole.Button, new() { Name = "Stop api", Exact = true });
        var start = dashboard.GetByRole(AriaRole.Button, new() { Name = "Start api", Exact = true });

        await wishlist.AddWishWhileAwayAsync("A clapper", () => PressAsync(stop, start), () => PressAsync(start, stop));

        await Expect(wishlist.Wishes).ToHaveCountAsync(1);
    }

    /// <summary>Gives a command, and waits until the dashboard offers the opposite one.</summary>
    private static async Task PressAsync(ILocator command, ILocator opposite)
    {
        await command.ClickAsync();
        await Expect(opposite).ToBeEnabledAsync();
    }
}
