using Belfry.Tests.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>The wishlist page as its user handles it.</summary>
internal sealed class Wishlist(IPage page)
{
    /// <summary>A picture of one pixel.</summary>
    public static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==");

    /// <summary>What the page asked for, and how long that took, for a set-up that did not appear.</summary>
    private const string Requests = "() => performance.getEntriesByType('resource').map(r => `${r.name} ${r.responseStatus} ${Math.round(r.duration)} ms`).join('\\n')";

    public ILocator QuickAdd => page.GetByLabel("Add a wish");

    public ILocator Wishes => page.GetByRole(AriaRole.List, new() { Name = "Wishes", Exact = true }).GetByRole(AriaRole.Listitem);

    public ILocator Button(string name) => page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    /// <summary>Makes the first owner in the page, as whoever starts a new server does.</summary>
    public static async Task SetUpAsync(IPage page)
    {
        try
        {
            await page.GetByLabel("Account").FillAsync("ada");
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{await page.EvaluateAsync<string>(Requests)}\n{await page.ContentAsync()}", late);
        }

        await page.GetByLabel("Password").FillAsync("a long password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Begin" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    /// <summary>Makes the first list of a new server, or one more.</summary>
    public async Task AddListAsync(string name)
    {
        var opener = Button("New list");
        var field = page.GetByLabel("Name of the new list");
        await Expect(opener.Or(field).First).ToBeVisibleAsync();
        if (await opener.IsVisibleAsync())
        {
            await opener.ClickAsync();
        }

        await field.FillAsync(name);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true })).ToBeVisibleAsync();
    }

    /// <summary>Makes a list with these wishes at once.</summary>
    public async Task ImportAsync<T>(Uri url, string name, IEnumerable<T> wishes) => await page.Context.APIRequest.PostAsync(new Uri(url, "api/import").ToString(), new()
    {
        DataObject = new { format = "belfry-wishlist-1", lists = new[] { new { list = new { name }, items = wishes } } },
        Headers = new Dictionary<string, string> { ["Sec-Fetch-Site"] = "same-origin" },
    });

    public async Task AddWishAsync(string text)
    {
        await QuickAdd.FillAsync(text);
        await QuickAdd.PressAsync("Enter");
        await SavedAsync();
    }

    /// <summary>Waits until nothing waits to be saved any more.</summary>
    public async Task SavedAsync() => await Expect(page.GetByText("Saving…").Or(page.GetByText("Not saved"))).ToHaveCountAsync(0);

    /// <summary>Adds a picture to a wish in its form, and waits for it.</summary>
    public async Task AddPictureAsync(string wish)
    {
        await Button(wish).ClickAsync();
        await page.GetByLabel("Add pictures").SetInputFilesAsync(new FilePayload { Name = "picture.png", MimeType = "image/png", Buffer = Png });
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = $"Picture 1 of 1 of {wish}" })).ToBeVisibleAsync();
    }

    public async Task SignInAsync(string account = "ada", string password = "a long password")
    {
        await page.GetByLabel("Account").FillAsync(account);
        await page.GetByLabel("Password").FillAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    /// <summary>Signs out; nothing of the person is left on the page.</summary>
    public async Task SignOutAsync()
    {
        await Button("Sign out").ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Sign in" })).ToBeVisibleAsync();
    }

    /// <summary>Signs in where the page says that its session has ended.</summary>
    public async Task SignInAgainAsync()
    {
        await Expect(page.GetByText("Your session has ended")).ToBeVisibleAsync();
        await AssertAccessibleAsync();
        await SignInAsync();
    }

    /// <summary>Opens the form of a wish and writes a note in it.</summary>
    public async Task WriteNoteAsync(string wish, string note)
    {
        await Button(wish).ClickAsync();
        await page.GetByLabel("Note").FillAsync(note);
    }

    /// <summary>Adds a wish while the API is away: it is shown as not saved, and saved once the API is back.</summary>
    public async Task AddWishWhileAwayAsync(string text, Func<Task> stop, Func<Task> start)
    {
        var lost = page.GetByText("The server does not answer. What you change is kept here");
        await stop();
        await QuickAdd.FillAsync(text);
        await QuickAdd.PressAsync("Enter");
        await Expect(Wishes.Last).ToContainTextAsync("Not saved yet");
        await Expect(lost).ToBeVisibleAsync();
        await start();
        await SavedAsync();
        await Expect(lost).ToHaveCountAsync(0);
        await page.ReloadAsync();
        await Expect(Wishes.Last).ToContainTextAsync(text);
    }

    /// <summary>Nothing that axe-core calls serious, here and now.</summary>
    public async Task AssertAccessibleAsync()
    {
        var found = await Accessibility.FindSeriousAsync(page);
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
