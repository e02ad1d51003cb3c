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
    private Wishlist _wishlist = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private ILocator Wishes => _wishlist.Wishes;

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

    [Fact]
    public async Task Wish_AddedEditedAndReloaded_IsAsLastWritten()
    {
        await _wishlist.AddListAsync("Kitchen");
        await _wishlist.AddWishAsync("Kettle https://shop.example/kettle");
        await Expect(Wishes.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://shop.example/kettle");

        await _page.Keyboard.PressAsync("ArrowUp");
        await _page.Keyboard.PressAsync("Enter");
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("Green kettle");
        await _page.GetByLabel("Note").FillAsync("Enamel");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await _wishlist.SavedAsync();
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
        await _wishlist.AddListAsync("Kitchen");
        await _wishlist.AddWishAsync("Kettle");
        await _wishlist.AddWishAsync("Pan");

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
        await _wishlist.AddListAsync("Kitchen");
        await _wishlist.AddWishAsync("Kettle");

        await _page.Keyboard.PressAsync("ArrowUp");
        await _page.Keyboard.PressAsync("Delete");
        await Expect(_page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
        await _page.ReloadAsync();

        await Expect(_page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wish_AddedWhileTheApiIsAway_IsKeptShownAndSavedLater()
    {
        await _wishlist.AddListAsync("Kitchen");
        _app.StopApi();

        await _wishlist.QuickAdd.FillAsync("Kettle");
        await _wishlist.QuickAdd.PressAsync("Enter");
        await Expect(Wishes).ToContainTextAsync("Not saved yet");
        await _app.StartApiAsync(Cancellation);
        await _wishlist.SavedAsync();
        await _page.ReloadAsync();

        await Expect(Wishes).ToContainTextAsync("Kettle");
    }

    [Fact]
    public async Task List_RenamedThenDeleted_IsGoneFromTheNavigation()
    {
        await _wishlist.AddListAsync("Kitchen");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Rename this list" }).ClickAsync();
        await _page.GetByLabel("Name of the list").FillAsync("Pantry");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Pantry" })).ToBeVisibleAsync();

        await _page.GetByRole(AriaRole.Button, new() { Name = "Delete this list" }).ClickAsync();
        await _page.ReloadAsync();

        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Start with a list" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignOut_ThenSignInAgain_ShowsNoListsInBetween()
    {
        await _wishlist.AddListAsync("Kitchen");

        await _page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
        await Expect(_page.GetByText("Kitchen")).ToHaveCountAsync(0);
        await _wishlist.AssertAccessibleAsync();
        await _page.GetByLabel("Account").FillAsync("Ada");
        await _page.GetByLabel("Password").FillAsync("not the password");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(_page.GetByText("The account or the password is wrong")).ToBeVisibleAsync();
        await _page.GetByLabel("Password").FillAsync("a long password");
        await _page.Keyboard.PressAsync("Enter");

        await Expect(_page.GetByRole(AriaRole.Link, new() { Name = "Kitchen" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wishes_MovedByKeyAndByDragging_StayWhereTheyWerePut()
    {
        await _wishlist.AddListAsync("Kitchen");
        foreach (var name in new[] { "Kettle", "Pan", "Bowl" })
        {
            await _wishlist.AddWishAsync(name);
        }

        await _wishlist.Button("Bowl").FocusAsync();
        await _page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(Wishes).ToHaveTextAsync([new Regex("Kettle"), new Regex("Bowl"), new Regex("Pan")]);
        await Expect(_wishlist.Button("Bowl")).ToBeFocusedAsync();
        var kettle = (await Wishes.Nth(0).BoundingBoxAsync())!;
        await Wishes.Nth(2).GetByTitle("Drag to move").HoverAsync();
        await _page.Mouse.DownAsync();
        await _page.Mouse.MoveAsync(kettle.X + (kettle.Width / 2), kettle.Y + 4, new() { Steps = 5 });
        await Expect(Wishes.Nth(0)).ToHaveClassAsync(new Regex("drop-here"));
        await _page.Mouse.UpAsync();
        await Expect(Wishes).ToHaveTextAsync([new Regex("Pan"), new Regex("Kettle"), new Regex("Bowl")]);
        await _wishlist.SavedAsync();
        await _page.ReloadAsync();

        await Expect(Wishes).ToHaveTextAsync([new Regex("Pan"), new Regex("Kettle"), new Regex("Bowl")]);
    }

    [Fact]
    public async Task ManyWishes_SelectedByKey_AreMarkedMovedAndBroughtBackTogether()
    {
        await _wishlist.AddListAsync("Pantry");
        await _wishlist.AddListAsync("Kitchen");
        foreach (var name in new[] { "Kettle", "Pan", "Bowl" })
        {
            await _wishlist.AddWishAsync(name);
        }

        await _wishlist.Button("Pan").FocusAsync();
        await _page.Keyboard.PressAsync("Control+a");
        await _wishlist.Button("Remove").ClickAsync();
        await Expect(_page.GetByText("3 wishes removed")).ToBeVisibleAsync();
        await _page.Keyboard.PressAsync("Control+z");
        await Expect(Wishes).ToHaveCountAsync(3);

        await _wishlist.Button("Kettle").FocusAsync();
        await _page.Keyboard.PressAsync("r");
        await Expect(_page.GetByRole(AriaRole.Link, new() { Name = "Received 1" })).ToBeVisibleAsync();
        await _page.GetByLabel("Select Pan").CheckAsync();
        await _page.GetByLabel("Move to…").SelectOptionAsync("Pantry");
        await Expect(Wishes).ToHaveTextAsync([new Regex("Bowl")]);
        await _page.ReloadAsync();

        await Expect(Wishes).ToHaveTextAsync([new Regex("Bowl")]);
        await _page.GetByRole(AriaRole.Link, new() { Name = "Received 1" }).ClickAsync();
        await Expect(Wishes).ToHaveTextAsync([new Regex("Kettle")]);
        await _page.Keyboard.PressAsync("/");
        await _page.GetByLabel("Words to look for").FillAsync("pa");
        await Expect(_page.GetByText("in Pantry")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task LongList_ScrolledWalkedAndSelected_DrawsWhatIsInSightAndLosesNothing()
    {
        await _page.EvaluateAsync(
            """
            () => fetch('/api/import', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({
              format: 'belfry-wishlist-1', lists: [{ list: { name: 'Long' }, items: Array.from({ length: 300 }, (_, i) => ({ name: `Wish ${i + 1}` })) }],
            }) })
            """);
        await _page.GetByRole(AriaRole.Link, new() { Name = "Long" }).ClickAsync();
        await _wishlist.Button("Wish 2").ClickAsync();
        await _page.GetByLabel("Note").FillAsync("Not saved yet, and far away");

        await _page.EvaluateAsync("() => scrollTo(0, document.documentElement.scrollHeight)");
        await Expect(_wishlist.Button("Wish 300")).ToBeInViewportAsync();
        await Expect(_wishlist.Button("Wish 3")).ToHaveCountAsync(0);
        Assert.InRange(await Wishes.CountAsync(), 10, 60);
        await _wishlist.QuickAdd.PressAsync("ArrowUp");
        await Expect(_wishlist.Button("Wish 300")).ToBeFocusedAsync();
        await _page.Keyboard.PressAsync("Control+a");
        await _page.Keyboard.PressAsync("ArrowUp");
        await _page.GetByLabel("Select Wish 299", new() { Exact = true }).UncheckAsync();
        await Expect(_page.GetByText("299 selected")).ToBeVisibleAsync();

        await _page.EvaluateAsync("() => scrollTo(0, 0)");
        await Expect(_page.GetByLabel("Note")).ToHaveValueAsync("Not saved yet, and far away");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Wishes.Nth(1)).ToContainTextAsync("Not saved yet, and far away");
        await Expect(Wishes.Nth(1)).ToHaveAttributeAsync("aria-setsize", "300");
    }

    [Fact]
    public async Task Wish_GivenAPriceAndPictures_ShowsThemAndSaysWhatIsNoPicture()
    {
        await _wishlist.AddListAsync("Kitchen");
        await _wishlist.AddWishAsync("Kettle");
        await _wishlist.AddPictureAsync("Kettle");

        await _page.GetByLabel("Add pictures").SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = [1] });
        await Expect(_page.GetByText("notes.txt is no PNG, JPEG, GIF or WebP")).ToBeVisibleAsync();
        await _page.GetByLabel("Price").FillAsync("39,50");
        await _page.GetByLabel("Priority").SelectOptionAsync("high");
        await _wishlist.AssertAccessibleAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await _wishlist.SavedAsync();
        await _page.ReloadAsync();

        await Expect(Wishes).ToContainTextAsync("€39.50");
        await Expect(Wishes).ToContainTextAsync("Much wanted");
        await Expect(_page.GetByRole(AriaRole.Img, new() { Name = "Picture of Kettle" })).ToHaveJSPropertyAsync("naturalWidth", 1);
    }

    [Fact]
    public async Task OtherWindow_WhenSomethingChanges_ShowsItByItself()
    {
        await _wishlist.AddListAsync("Kitchen");
        var other = await _page.Context.NewPageAsync();
        await other.GotoAsync(_page.Url);
        await Expect(other.GetByText("Nothing wished for yet")).ToBeVisibleAsync();

        await _wishlist.AddWishAsync("Kettle");
        await Expect(new Wishlist(other).Wishes).ToHaveTextAsync([new Regex("Kettle")]);

        _app.StopApi();
        await Expect(other.GetByText("The server does not answer. What you change is kept here")).ToBeVisibleAsync();
        await _app.StartApiAsync(Cancellation);
        await Expect(other.GetByText("The server does not answer. What you change is kept here")).ToHaveCountAsync(0);
        await _wishlist.AddWishAsync("Pan");
        await Expect(new Wishlist(other).Wishes).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Session_ThatEnds_IsTakenUpAgainWhereItWas()
    {
        await _wishlist.AddListAsync("Kitchen");
        await _wishlist.AddWishAsync("Kettle");
        await _wishlist.Button("Kettle").ClickAsync();
        await _page.GetByLabel("Note").FillAsync("Enamel, green");
        await _page.Context.ClearCookiesAsync();
        var other = await _page.Context.NewPageAsync();
        await other.GotoAsync(_page.Url);
        await _page.EvaluateAsync("() => dispatchEvent(new Event('online'))");

        await Expect(_page.GetByText("Your session has ended")).ToBeVisibleAsync();
        await _wishlist.AssertAccessibleAsync();
        await _wishlist.SignInAsync();

        await Expect(_page.GetByLabel("Note")).ToHaveValueAsync("Enamel, green");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Wishes).ToContainTextAsync("Enamel, green");
    }

    [Fact]
    public async Task Language_Chosen_IsThatOfThePageAndStaysSo()
    {
        await _wishlist.AddListAsync("Küche");
        await _page.GetByLabel("Language").SelectOptionAsync("de");

        await Expect(_page.GetByText("Noch nichts gewünscht")).ToBeVisibleAsync();
        await _page.ReloadAsync();
        await Expect(_page.GetByText("0 Wünsche")).ToBeVisibleAsync();
        Assert.Equal("de", await _page.EvaluateAsync<string>("() => document.documentElement.lang"));
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_InEachState_HasNothingSeriousForAxe(ColorScheme scheme, int width)
    {
        await _page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await _page.SetViewportSizeAsync(width, 844);
        await Expect(_page.GetByRole(AriaRole.Heading, new() { Name = "Start with a list" })).ToBeVisibleAsync();
        await _wishlist.AssertAccessibleAsync();

        await _wishlist.AddListAsync("Kitchen");
        await _wishlist.AssertAccessibleAsync();

        await _wishlist.AddWishAsync("Kettle https://shop.example/kettle");
        await _wishlist.AddWishAsync("Pan");
        await _page.GetByRole(AriaRole.Button, new() { Name = "Remove Pan" }).ClickAsync();
        await _page.GetByLabel("Select Kettle").CheckAsync();
        await _wishlist.AssertAccessibleAsync();

        await _wishlist.Button("Undo Ctrl Z").ClickAsync();
        await _page.GetByRole(AriaRole.Button, new() { Name = "Kettle", Exact = true }).ClickAsync();
        await _wishlist.AssertAccessibleAsync();

        _app.StopApi();
        await _page.GetByLabel("Name", new() { Exact = true }).FillAsync("Green kettle");
        await _page.Keyboard.PressAsync("Enter");
        await Expect(Wishes.First).ToContainTextAsync("Not saved yet");
        await _wishlist.AssertAccessibleAsync();
    }
}
