using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>The wishlist page in a browser, against the real API.</summary>
[Collection(typeof(BuiltPage))]
public sealed class WishlistPageTests(BuiltPage built) : IAsyncLifetime
{
    private WebApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IPage Page => _app.Page;

    private Wishlist Wishlist => _app.Wishlist;

    private ILocator Wishes => Wishlist.Wishes;

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(built, Cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Wish_AddedEditedAndReloaded_IsAsLastWritten()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle https://shop.example/kettle");
        await Expect(Wishes.GetByRole(AriaRole.Link)).ToHaveAttributeAsync("href", "https://shop.example/kettle");

        await Page.Keyboard.PressAsync("ArrowUp");
        await Page.Keyboard.PressAsync("Enter");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Green kettle");
        await Page.GetByLabel("Note").FillAsync("Enamel");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Wishlist.SavedAsync();
        await Page.ReloadAsync();

        await Expect(Wishes).ToHaveCountAsync(1);
        await Expect(Wishes).ToContainTextAsync("Green kettle");
        await Expect(Wishes).ToContainTextAsync("Enamel");
        // Without a backup worker the API answers 503 about it, which browsers report on the console.
        Assert.DoesNotContain(_app.Browser.Errors, error => !error.Contains("status of 503", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Wish_RemovedAndUndone_WasNeverGone()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.AddWishAsync("Pan");

        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove Kettle" }).ClickAsync();
        await Expect(Wishes).ToHaveCountAsync(1);
        await Page.Keyboard.PressAsync("Control+z");
        await Expect(Wishes).ToHaveTextAsync([new Regex("Kettle"), new Regex("Pan")]);
        await Page.ReloadAsync();

        await Expect(Wishes).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Wish_RemovedAndPageLeft_IsGone()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");

        await Page.Keyboard.PressAsync("ArrowUp");
        await Page.Keyboard.PressAsync("Delete");
        await Expect(Page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
        await Page.ReloadAsync();

        await Expect(Page.GetByText("Nothing wished for yet")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wish_AddedWhileTheApiIsAway_IsKeptShownAndSavedLater()
    {
        await Wishlist.AddListAsync("Kitchen");

        await Wishlist.AddWishWhileAwayAsync("Kettle", StopApiAsync, () => _app.StartApiAsync(Cancellation));

        await Expect(Wishes).ToHaveCountAsync(1);

        Task StopApiAsync()
        {
            _app.StopApi();
            return Task.CompletedTask;
        }
    }

    [Fact]
    public async Task List_RenamedThenDeleted_IsGoneFromTheNavigation()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Rename this list" }).ClickAsync();
        await Page.GetByLabel("Name of the list").FillAsync("Pantry");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Pantry" })).ToBeVisibleAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "Delete this list" }).ClickAsync();
        await Page.ReloadAsync();

        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Start with a list" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task SignOut_ThenSignInAgain_ShowsNoListsInBetween()
    {
        await Wishlist.AddListAsync("Kitchen");

        await Wishlist.SignOutAsync();
        await Expect(Page.GetByText("Kitchen")).ToHaveCountAsync(0);
        await Wishlist.AssertAccessibleAsync();
        await Page.GetByLabel("Account").FillAsync("Ada");
        await Page.GetByLabel("Password").FillAsync("not the password");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Page.GetByText("The account or the password is wrong")).ToBeVisibleAsync();
        await Wishlist.SignInAsync();

        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Kitchen" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wishes_MovedByKeyAndByDragging_StayWhereTheyWerePut()
    {
        await Wishlist.AddListAsync("Kitchen");
        foreach (var name in new[] { "Kettle", "Pan", "Bowl" })
        {
            await Wishlist.AddWishAsync(name);
        }

        await Wishlist.Button("Bowl").FocusAsync();
        await Page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(Wishes).ToHaveTextAsync([new Regex("Kettle"), new Regex("Bowl"), new Regex("Pan")]);
        await Expect(Wishlist.Button("Bowl")).ToBeFocusedAsync();
        var kettle = (await Wishes.Nth(0).BoundingBoxAsync())!;
        await Wishes.Nth(2).GetByTitle("Drag to move").HoverAsync();
        await Page.Mouse.DownAsync();
        await Page.Mouse.MoveAsync(kettle.X + (kettle.Width / 2), kettle.Y + 4, new() { Steps = 5 });
        await Expect(Wishes.Nth(0)).ToHaveClassAsync(new Regex("drop-here"));
        await Page.Mouse.UpAsync();
        await Expect(Wishes).ToHaveTextAsync([new Regex("Pan"), new Regex("Kettle"), new Regex("Bowl")]);
        await Wishlist.SavedAsync();
        await Page.ReloadAsync();

        await Expect(Wishes).ToHaveTextAsync([new Regex("Pan"), new Regex("Kettle"), new Regex("Bowl")]);
    }

    [Fact]
    public async Task ManyWishes_SelectedByKey_AreMarkedMovedAndBroughtBackTogether()
    {
        await Wishlist.AddListAsync("Pantry");
        await Wishlist.AddListAsync("Kitchen");
        foreach (var name in new[] { "Kettle", "Pan", "Bowl" })
        {
            await Wishlist.AddWishAsync(name);
        }

        await Wishlist.Button("Pan").FocusAsync();
        await Page.Keyboard.PressAsync("Control+a");
        await Wishlist.Button("Remove").ClickAsync();
        await Expect(Page.GetByText("3 wishes removed")).ToBeVisibleAsync();
        await Page.Keyboard.PressAsync("Control+z");
        await Expect(Wishes).ToHaveCountAsync(3);

        await Wishlist.Button("Kettle").FocusAsync();
        await Page.Keyboard.PressAsync("r");
        await Expect(Page.GetByRole(AriaRole.Link, new() { Name = "Received 1" })).ToBeVisibleAsync();
        await Page.GetByLabel("Select Pan").CheckAsync();
        await Page.GetByLabel("Move to…").PressAsync("ArrowDown");
        // What a key passes over in a menu is chosen, not done.
        await Expect(Wishlist.Button("Apply: Move to…")).ToBeVisibleAsync();
        await Expect(Wishes).ToHaveTextAsync([new Regex("Pan"), new Regex("Bowl")]);
        await Wishlist.Button("Apply: Move to…").PressAsync("Enter");
        await Expect(Wishes).ToHaveTextAsync([new Regex("Bowl")]);
        await Page.ReloadAsync();

        await Expect(Wishes).ToHaveTextAsync([new Regex("Bowl")]);
        await Page.GetByRole(AriaRole.Link, new() { Name = "Received 1" }).ClickAsync();
        await Expect(Wishes).ToHaveTextAsync([new Regex("Kettle")]);
        await Page.Keyboard.PressAsync("/");
        await Page.GetByLabel("Words to look for").FillAsync("pa");
        await Expect(Page.GetByText("in Pantry")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Wish_TakenAwayByAnotherWindowWhileItIsWrittenIn_KeepsTheWordsAndSaysWhatIsNotSaved()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.AddWishAsync("Pan");
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Page.Url);
        await Wishlist.WriteNoteAsync("Kettle", "Enamel, green");

        await other.GetByRole(AriaRole.Button, new() { Name = "Remove Kettle" }).ClickAsync();
        await other.CloseAsync(new() { RunBeforeUnload = true });
        await Expect(Page.GetByText("Another window removed or moved this wish.")).ToBeVisibleAsync();
        await Expect(Page.GetByLabel("Note")).ToHaveValueAsync("Enamel, green");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();

        await Page.GetByRole(AriaRole.Button, new() { Name = "1 not saved" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog.GetByRole(AriaRole.Heading, new() { Name = "Not saved" })).ToBeVisibleAsync();
        await Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Close" })).ToBeFocusedAsync();
        await Wishlist.AssertAccessibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Discard" }).ClickAsync();
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Kitchen" })).ToBeFocusedAsync();
        await Expect(Wishes).ToHaveTextAsync([new Regex("Pan")]);
    }

    [Fact]
    public async Task LongList_ScrolledWalkedAndSelected_DrawsWhatIsInSightAndLosesNothing()
    {
        await Wishlist.ImportAsync(_app.Url, "Long", Enumerable.Range(1, 300).Select(number => new { name = $"Wish {number}" }));
        await Page.GetByRole(AriaRole.Link, new() { Name = "Long" }).ClickAsync();
        await Wishlist.Button("Wish 2").ClickAsync();
        await Page.GetByLabel("Note").FillAsync("Not saved yet, and far away");

        await Page.EvaluateAsync("() => scrollTo(0, document.documentElement.scrollHeight)");
        await Expect(Wishlist.Button("Wish 300")).ToBeInViewportAsync();
        await Expect(Wishlist.Button("Wish 3")).ToHaveCountAsync(0);
        Assert.InRange(await Wishes.CountAsync(), 10, 60);
        await Wishlist.QuickAdd.PressAsync("ArrowUp");
        await Expect(Wishlist.Button("Wish 300")).ToBeFocusedAsync();
        await Page.Keyboard.PressAsync("Control+a");
        await Page.Keyboard.PressAsync("ArrowUp");
        await Page.GetByLabel("Select Wish 299", new() { Exact = true }).UncheckAsync();
        await Expect(Page.GetByText("299 selected")).ToBeVisibleAsync();

        await Page.EvaluateAsync("() => scrollTo(0, 0)");
        await Expect(Page.GetByLabel("Note")).ToHaveValueAsync("Not saved yet, and far away");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Wishes.Nth(1)).ToContainTextAsync("Not saved yet, and far away");
        await Expect(Wishes.Nth(1)).ToHaveAttributeAsync("aria-setsize", "300");
    }

    [Fact]
    public async Task Wish_GivenAPriceAndPictures_ShowsThemAndSaysWhatIsNoPicture()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.AddPictureAsync("Kettle");

        await Page.GetByLabel("Add pictures").SetInputFilesAsync(new FilePayload { Name = "notes.txt", MimeType = "text/plain", Buffer = [1] });
        await Expect(Page.GetByText("notes.txt is no PNG, JPEG, GIF or WebP")).ToBeVisibleAsync();
        await Page.GetByLabel("Price").FillAsync("39,50");
        await Page.GetByLabel("Priority").SelectOptionAsync("high");
        await Wishlist.AssertAccessibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Wishlist.SavedAsync();
        await Page.ReloadAsync();

        await Expect(Wishes).ToContainTextAsync("€39.50");
        await Expect(Wishes).ToContainTextAsync("Much wanted");
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Picture of Kettle" })).ToHaveJSPropertyAsync("naturalWidth", 1);
    }

    [Fact]
    public async Task OtherWindow_WhenSomethingChanges_ShowsItByItself()
    {
        await Wishlist.AddListAsync("Kitchen");
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Page.Url);
        await Expect(other.GetByText("Nothing wished for yet")).ToBeVisibleAsync();

        await Wishlist.AddWishAsync("Kettle");
        await Expect(new Wishlist(other).Wishes).ToHaveTextAsync([new Regex("Kettle")]);

        _app.StopApi();
        await Expect(other.GetByText("The server does not answer. What you change is kept here")).ToBeVisibleAsync();
        await _app.StartApiAsync(Cancellation);
        await Expect(other.GetByText("The server does not answer. What you change is kept here")).ToHaveCountAsync(0);
        await Wishlist.AddWishAsync("Pan");
        await Expect(new Wishlist(other).Wishes).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task Session_ThatEnds_IsTakenUpAgainWhereItWas()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.WriteNoteAsync("Kettle", "Enamel, green");
        await Page.Context.ClearCookiesAsync();
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Page.Url);
        await Page.EvaluateAsync("() => dispatchEvent(new Event('online'))");

        await Wishlist.SignInAgainAsync();

        await Expect(Page.GetByLabel("Note")).ToHaveValueAsync("Enamel, green");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(Wishes).ToContainTextAsync("Enamel, green");
    }

    [Fact]
    public async Task Language_Chosen_IsThatOfThePageAndStaysSo()
    {
        await Wishlist.AddListAsync("Küche");
        await Page.GetByLabel("Language").SelectOptionAsync("de");

        await Expect(Page.GetByText("Noch nichts gewünscht")).ToBeVisibleAsync();
        await Page.ReloadAsync();
        await Expect(Page.GetByText("0 Wünsche")).ToBeVisibleAsync();
        Assert.Equal("de", await Page.EvaluateAsync<string>("() => document.documentElement.lang"));
    }

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Page_InEachState_HasNothingSeriousForAxe(ColorScheme scheme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.SetViewportSizeAsync(width, 844);
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Start with a list" })).ToBeVisibleAsync();
        await Wishlist.AssertAccessibleAsync();

        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AssertAccessibleAsync();

        await Wishlist.AddWishAsync("Kettle https://shop.example/kettle");
        await Wishlist.AddWishAsync("Pan");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Remove Pan" }).ClickAsync();
        await Page.GetByLabel("Select Kettle").CheckAsync();
        await Wishlist.AssertAccessibleAsync();

        await Wishlist.Button("Undo Ctrl Z").ClickAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "Kettle", Exact = true }).ClickAsync();
        await Wishlist.AssertAccessibleAsync();

        _app.StopApi();
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync("Green kettle");
        await Page.Keyboard.PressAsync("Enter");
        await Expect(Wishes.First).ToContainTextAsync("Not saved yet");
        await Wishlist.AssertAccessibleAsync();
    }
}
