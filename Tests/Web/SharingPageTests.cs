using System.Text.RegularExpressions;
using Belfry.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>What concerns others: guests with a link, and people with an invitation.</summary>
public sealed class SharingPageTests : IAsyncLifetime
{
    private Browser _browser = null!;
    private WebApp _app = null!;
    private IPage _page = null!;
    private Wishlist _wishlist = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _browser = await Browser.LaunchAsync();
        _app = await WebApp.StartAsync(Cancellation);
        _page = await _browser.OpenAsync(_app.Url);
        await WebApp.SetUpAsync(_page);
        _wishlist = new Wishlist(_page);
    }

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await _browser.DisposeAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Link_MadeShownAndRevoked_OpensTheListForGuestsUntilThen(ColorScheme scheme, int width)
    {
        await _page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await _page.SetViewportSizeAsync(width, 844);
        await _wishlist.AddListAsync("Birthday");
        await _wishlist.AddWishAsync("A drum");
        await _page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        await _page.GetByLabel("Whom is it for?").FillAsync("Family");
        await _wishlist.Button("Make a link").ClickAsync();
        await _wishlist.Button("Show QR code").ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Img, new() { Name = "QR code of the link for Family" })).ToBeVisibleAsync();
        await Expect(_page.GetByText("A secret, for as long as no day is chosen.")).ToBeVisibleAsync();
        await _wishlist.AssertAccessibleAsync();
        var link = await _page.GetByLabel("Link for Family", new() { Exact = true }).InputValueAsync();

        var guest = await _browser.OpenAsync(new Uri(link), new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 844 } });
        await guest.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" }).ClickAsync();
        await guest.GetByLabel("Your name").FillAsync("Grace");
        await guest.GetByRole(AriaRole.Button, new() { Name = "Claim", Exact = true }).ClickAsync();
        await Expect(guest.GetByText("You give this")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(guest));
        Assert.InRange(await guest.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
        var second = await _browser.OpenAsync(new Uri(link));
        await Expect(second.GetByText("Claimed by Grace")).ToBeVisibleAsync();

        await _page.ReloadAsync();
        await Expect(_page.GetByText("A secret, for as long as no day is chosen.")).ToBeVisibleAsync();
        await Expect(_page.GetByText("Grace")).ToHaveCountAsync(0);
        await guest.ReloadAsync();
        await guest.GetByRole(AriaRole.Button, new() { Name = "Take back the claim of A drum" }).ClickAsync();
        await Expect(second.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" })).ToBeVisibleAsync();

        await _wishlist.Button("Revoke Family").ClickAsync();
        await Expect(_page.GetByText("Link for “Family” revoked")).ToBeVisibleAsync();
        await _page.ReloadAsync();
        await Expect(_page.GetByText("Nobody has a link to this list.")).ToBeVisibleAsync();
        await guest.ReloadAsync();
        await Expect(guest.GetByText("This link does not work any more")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(guest));
    }

    [Fact]
    public async Task Person_Invited_ChoosesAPasswordAndIsKeptOutLater()
    {
        await _page.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await _page.GetByLabel("Account", new() { Exact = true }).FillAsync("grace");
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("Grace");
        await _wishlist.Button("Make an invitation").ClickAsync();
        var link = await _page.GetByLabel("Invitation for Grace", new() { Exact = true }).InputValueAsync();
        await _wishlist.AssertAccessibleAsync();

        var grace = await _browser.OpenAsync(new Uri(link));
        await grace.GetByLabel("Password").FillAsync("another long password");
        await grace.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(grace.GetByRole(AriaRole.Heading, new() { Name = "Start with a list" })).ToBeVisibleAsync();
        await _page.GetByLabel("Role of Grace").SelectOptionAsync("operator");
        await _wishlist.Button("Keep out Grace").ClickAsync();
        await Expect(_page.GetByText(new Regex("grace · kept out"))).ToBeVisibleAsync();

        await grace.ReloadAsync();
        await Expect(grace.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Account_TokenSessionAndPassword_AreMadeEndedAndChanged()
    {
        var elsewhere = await _browser.OpenAsync(_app.Url);
        await new Wishlist(elsewhere).SignInAsync();
        await _page.GetByRole(AriaRole.Link, new() { Name = "ada", Exact = true }).ClickAsync();
        await Expect(_page.GetByText("here, now")).ToBeVisibleAsync();
        await _page.GetByLabel("What is it for?").FillAsync("Reports");
        await _wishlist.Button("Make a token").ClickAsync();
        await Expect(_page.GetByLabel("The new token")).ToHaveValueAsync(new Regex("."));
        await _wishlist.AssertAccessibleAsync();
        await _wishlist.Button("Revoke Reports").ClickAsync();
        await Expect(_page.GetByText("Reports")).ToHaveCountAsync(0);

        await _page.GetByLabel("Password until now").FillAsync("a long password");
        await _page.GetByLabel("New password").FillAsync("a longer password");
        await _wishlist.Button("Change password").ClickAsync();
        await Expect(_page.GetByText("The password is changed")).ToBeVisibleAsync();
        await Expect(_page.GetByText("last seen")).ToHaveCountAsync(0);
        await elsewhere.ReloadAsync();
        await Expect(elsewhere.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
