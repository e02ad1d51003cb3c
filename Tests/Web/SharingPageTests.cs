using System.Text.RegularExpressions;
using Belfry.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>What concerns others: guests with a link, and people with an invitation.</summary>
[Collection(typeof(BuiltPage))]
public sealed class SharingPageTests(BuiltPage built) : IAsyncLifetime
{
    private WebApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IPage Page => _app.Page;

    private Wishlist Wishlist => _app.Wishlist;

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(built, Cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 390)]
    public async Task Link_MadeShownAndRevoked_OpensTheListForGuestsUntilThen(ColorScheme scheme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.SetViewportSizeAsync(width, 844);
        await Wishlist.AddListAsync("Birthday");
        await Wishlist.AddWishAsync("A drum");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        await Page.GetByLabel("Whom is it for?").FillAsync("Family");
        await Wishlist.Button("Make a link").ClickAsync();
        await Wishlist.Button("Show QR code").ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "QR code of the link for Family" })).ToBeVisibleAsync();
        await Expect(Page.GetByText("A secret, for as long as no day is chosen.")).ToBeVisibleAsync();
        await Wishlist.AssertAccessibleAsync();
        var link = await Page.GetByLabel("Link for Family", new() { Exact = true }).InputValueAsync();

        var guest = await _app.Browser.OpenAsync(new Uri(link), new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = 844 } });
        await guest.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" }).ClickAsync();
        await guest.GetByLabel("Your name").FillAsync("Grace");
        await guest.GetByRole(AriaRole.Button, new() { Name = "Claim", Exact = true }).ClickAsync();
        await Expect(guest.GetByText("You give this")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(guest));
        Assert.InRange(await guest.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
        var second = await _app.Browser.OpenAsync(new Uri(link));
        await Expect(second.GetByText("Claimed by Grace")).ToBeVisibleAsync();

        await Page.ReloadAsync();
        await Expect(Page.GetByText("A secret, for as long as no day is chosen.")).ToBeVisibleAsync();
        await Expect(Page.GetByText("Grace")).ToHaveCountAsync(0);
        await guest.ReloadAsync();
        await guest.GetByRole(AriaRole.Button, new() { Name = "Take back the claim of A drum" }).ClickAsync();
        await Expect(second.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" })).ToBeVisibleAsync();

        await Wishlist.Button("Revoke Family").ClickAsync();
        await Expect(Page.GetByText("Link for “Family” revoked")).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Expect(Page.GetByText("Nobody has a link to this list.")).ToBeVisibleAsync();
        await guest.ReloadAsync();
        await Expect(guest.GetByText("This link does not work any more")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(guest));
    }

    [Fact]
    public async Task Person_Invited_ChoosesAPasswordAndIsKeptOutLater()
    {
        await Page.GetByRole(AriaRole.Link, new() { Name = "People" }).ClickAsync();
        await Page.GetByLabel("Account", new() { Exact = true }).FillAsync("grace");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Grace");
        await Wishlist.Button("Make an invitation").ClickAsync();
        var link = await Page.GetByLabel("Invitation for Grace", new() { Exact = true }).InputValueAsync();
        await Wishlist.AssertAccessibleAsync();

        var grace = await _app.Browser.OpenAsync(new Uri(link));
        await grace.GetByLabel("Password").FillAsync("another long password");
        await grace.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(grace.GetByRole(AriaRole.Heading, new() { Name = "Start with a list" })).ToBeVisibleAsync();
        var role = Page.GetByLabel("Role of Grace", new() { Exact = true });
        await role.PressAsync("ArrowDown");
        await Wishlist.Button("Apply: Role of Grace").PressAsync("Enter");
        await Expect(Wishlist.Button("Apply: Role of Grace")).ToHaveCountAsync(0);
        await Expect(role).ToBeFocusedAsync();
        await Expect(role).ToHaveValueAsync("operator");
        await role.PressAsync("ArrowDown");
        await Expect(Wishlist.Button("Apply: Role of Grace")).ToBeVisibleAsync();
        await Wishlist.AssertAccessibleAsync();
        await Wishlist.Button("Keep out Grace").ClickAsync();
        await Expect(Page.GetByText(new Regex("grace · kept out"))).ToBeVisibleAsync();

        await grace.ReloadAsync();
        await Expect(grace.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Links_MadeAndRevokedInAnotherWindow_AreShownAsTheyAre()
    {
        await Wishlist.AddListAsync("Birthday");
        await Page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Share this list" })).ToBeVisibleAsync();
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Page.Url);
        await Expect(other.GetByText("Nobody has a link to this list.")).ToBeVisibleAsync();

        await Page.GetByLabel("Whom is it for?").FillAsync("Family");
        await Wishlist.Button("Make a link").ClickAsync();
        await Expect(other.GetByLabel("Link for Family", new() { Exact = true })).ToBeVisibleAsync();
        await Wishlist.Button("Revoke Family").ClickAsync();
        await Page.ReloadAsync();

        await Expect(other.GetByText("Nobody has a link to this list.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Account_TokenSessionAndPassword_AreMadeEndedAndChanged()
    {
        var elsewhere = await _app.Browser.OpenAsync(_app.Url);
        await new Wishlist(elsewhere).SignInAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "ada", Exact = true }).ClickAsync();
        await Expect(Page.GetByText("here, now")).ToBeVisibleAsync();
        await Page.GetByLabel("What is it for?").FillAsync("Reports");
        await Wishlist.Button("Make a token").ClickAsync();
        await Expect(Page.GetByLabel("The new token")).ToHaveValueAsync(new Regex("."));
        await Wishlist.AssertAccessibleAsync();
        await Wishlist.Button("Revoke Reports").ClickAsync();
        await Expect(Page.GetByText("Reports")).ToHaveCountAsync(0);

        await Page.GetByLabel("Password until now").FillAsync("a long password");
        await Page.GetByLabel("New password").FillAsync("a longer password");
        await Wishlist.Button("Change password").ClickAsync();
        await Expect(Page.GetByText("The password is changed")).ToBeVisibleAsync();
        await Expect(Page.GetByText("last seen")).ToHaveCountAsync(0);
        await elsewhere.ReloadAsync();
        await Expect(elsewhere.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }
}
