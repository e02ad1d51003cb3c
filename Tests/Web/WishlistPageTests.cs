using System.Text.RegularExpressions;
using Belfry.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>The wishlist page in a browser, against the real API.</summary>
public sealed class WishlistPageTests : IAsyncLifetime
{
    private Browser _browser = null!;
    private WebApp _app = null!;
    private IPage _page = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ILocator QuickAdd => _page.GetByLabel("Add a wish");

    private ILocator Wishes => _page.GetByRole(AriaRole.List, new() { Name = "Wishes", Exact = true }).GetByRole(AriaRole.Listitem);

    public async ValueTask InitializeAsync()
    {
        _browser = await Browser.LaunchAsync();
        _app = await WebApp.StartAsync(Cancellation);
        _page = await _browser.OpenAsync(_app.Url);
        await WebApp.SetUpAsync(_page);
    }

    public async ValueTask DisposeAsync()
    {
        _app.Dispose();
        await _browser.DisposeAsync();
    }

    [Fact]
    public async Task Wish_AddedEditedAndReloaded_IsAsLastWritten()
    {
        await AddListAsync("Kitchen");
        await AddWishAsync("Kettle https://shop.example/kettle");
        await Expect(Wishes.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://shop.example/kettle");

        await _page.Keyboard.PressAsync("ArrowUp");
        await _page.Keyboard.PressAsync("Enter");
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("Green kettle");
        await _page.GetByLabel("Note").FillAsync("Enamel");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await EverythingSavedAsync();
        await _page.ReloadAsync();

        await Expect(Wishes).ToHaveCountAsync(1);
        await Expect(Wishes).ToContainTextAsync("Green kettle");
        await Expect(Wishes).ToContainTextAsync("Enamel");
        // Without a backup worker the API answers 503 about it, which browsers report on the console.
        Assert.DoesNotContain(_browser.Errors, error => !error.Contains("503", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wish_RemovedAndUndone_WasNeverGone()
    {
        await AddListAsync("Kitchen");
        await AddWishAsync("Kettle");
        await AddWishAsync("Pan");

        await _page.GetByRole(AriaRole.Button, new() { Name = "Remove Kettle" }).ClickAsync();
        await Expect(Wishes).ToHaveCountAsync(1);
        await _page.Keyboard.PressAsync("Control+z");
        await Expect(Wishes).ToHaveTextAsync([new Regex("Kettle"), new Regex("Pan")]);
        await _page.ReloadAsync();

        await Expect(Wishes).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Wish_RemovedAndPageLeft_IsGone()
    {
        await AddListAsync("Kitchen");
        await AddWishAsync("Kettle");

        await _page.Keyboard.PressAsync("ArrowUp");
        await _page.Keyboard.PressAsync("Delete");
        await Expect(_page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
        await _page.ReloadAsync();

        await Expect(_page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wish_AddedWhileTheApiIsAway_IsKeptShownAndSavedLater()
    {
        await AddListAsync("Kitchen");
        _app.StopApi();

        await QuickAdd.FillAsync("Kettle");
        await QuickAdd.PressAsync("Enter");
        await Expect(Wishes).ToContainTextAsync("Not saved yet");
        await _app.StartApiAsync(Cancellation);
        await EverythingSavedAsync();
        await _page.ReloadAsync();

        await Expect(Wishes).ToContainTextAsync("Kettle");
    }

    [Fact]
    public async Task List_RenamedThenDeleted_IsGoneFromTheNavigation()
    {
        await AddListAsync("Kitchen");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Rename this list" }).ClickAsync();
        await _page.GetByLabel("New name of the list").FillAsync("Pantry");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByRole(AriaRole.Link, new() { Name = "Pantry" })).ToBeVisibleAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Delete this list" }).ClickAsync();
        await _page.ReloadAsync();

        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Start with a list" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignOut_ThenSignInAgain_ShowsNoListsInBetween()
    {
        await AddListAsync("Kitchen");

        await _page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Expect(_page.GetByText("Kitchen")).ToHaveCountAsync(0);
        Assert.Empty(await Accessibility.FindSeriousAsync(_page));
        await _page.GetByLabel("Account").FillAsync("Ada");
        await _page.GetByLabel("Password").FillAsync("not the password");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByText("The account or the password is wrong")).ToBeVisibleAsync();
        await _page.GetByLabel("Password").FillAsync("a long password");
        await _page.Keyboard.PressAsync("Enter");

        await Expect(_page.GetByRole(AriaRole.Link, new() { Name = "Kitchen" })).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_InEachState_HasNothingSeriousForAxe(ColorScheme scheme, int width)
    {
        await _page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await _page.SetViewportSizeAsync(width, 844);
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Start with a list" })).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(_page));

        await AddListAsync("Kitchen");
        Assert.Empty(await Accessibility.FindSeriousAsync(_page));

        await AddWishAsync("Kettle https://shop.example/kettle");
        await AddWishAsync("Pan");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Remove Pan" }).ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Kettle", Exact = true }).ClickAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(_page));

        _app.StopApi();
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("Green kettle");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(Wishes).ToContainTextAsync("Not saved yet");
        Assert.Empty(await Accessibility.FindSeriousAsync(_page));
    }

    private async Task AddListAsync(string name)
    {
        await _page.GetByLabel("Name of the new list").FillAsync(name);
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true })).ToBeVisibleAsync();
    }

    private async Task AddWishAsync(string text)
    {
        await QuickAdd.FillAsync(text);
        await QuickAdd.PressAsync("Enter");
        await EverythingSavedAsync();
    }

    private async Task EverythingSavedAsync() => await Expect(_page.GetByText("Saving…").Or(_page.GetByText("Not saved"))).ToHaveCountAsync(0);
}
