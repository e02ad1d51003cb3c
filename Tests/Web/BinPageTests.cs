using System.Text.RegularExpressions;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>What was deleted is seen on one page, and put back from there.</summary>
[Collection(typeof(BuiltPage))]
public sealed class BinPageTests(BuiltPage built) : IAsyncLifetime
{
    private WebApp _app = null!;

    private IPage Page => _app.Page;

    private Wishlist Wishlist => _app.Wishlist;

    private ILocator Deleted => Page.GetByRole(AriaRole.List, new() { Name = "Bin", Exact = true }).GetByRole(AriaRole.Listitem);

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(built, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 390)]
    public async Task Bin_WithAListAndAWish_ShowsBothAndPutsThemBackByKeyboard(ColorScheme scheme, int width)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce });
        await Page.SetViewportSizeAsync(width, 844);
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.AddWishAsync("Pan");
        await Page.GotoAsync(_app.Url.ToString());
        await Wishlist.AddListAsync("Garden");
        await Wishlist.AddWishAsync("Spade");
        await Wishlist.Button("Delete this list").ClickAsync();
        await Page.ReloadAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Kitchen" }).ClickAsync();
        await Wishlist.Button("Remove Kettle").ClickAsync();
        await Page.GotoAsync(_app.Url.ToString());

        await Page.GetByRole(AriaRole.Link, new() { Name = "Bin", Exact = true }).ClickAsync();

        await Expect(Deleted).ToHaveTextAsync([new Regex("Kettle.*Wish in Kitchen.*Deleted "), new Regex("Garden.*List with 1 wish")]);
        await Wishlist.AssertAccessibleAsync();
        Assert.InRange(await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), 1, width);
        await Wishlist.Button("Put back Kettle").PressAsync("Enter");
        await Expect(Wishlist.Button("Put back Garden")).ToBeFocusedAsync();
        await Expect(Page.GetByText("“Kettle” is back.")).ToBeVisibleAsync();
        await Wishlist.Button("Put back Garden").PressAsync("Enter");
        await Expect(Page.GetByText("“Garden” is back.")).ToBeVisibleAsync();
        await Expect(Page.GetByText("The bin is empty")).ToBeVisibleAsync();
        await Expect(Page.GetByRole(AriaRole.Heading, new() { Name = "Bin", Exact = true })).ToBeFocusedAsync();
        await Wishlist.AssertAccessibleAsync();

        await Page.GetByRole(AriaRole.Link, new() { Name = "Show it" }).ClickAsync();
        await Expect(Wishlist.Wishes).ToHaveTextAsync([new Regex("Spade")]);
        await Page.GotoAsync(_app.Url.ToString());
        await Page.GetByRole(AriaRole.Link, new() { Name = "Kitchen" }).ClickAsync();
        await Expect(Wishlist.Wishes).ToHaveTextAsync([new Regex("Kettle"), new Regex("Pan")]);
    }

    [Fact]
    public async Task Bin_OpenedRightAfterARemoval_HasIt_AndHearsOfTheNext()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.AddWishAsync("Pan");
        var other = await Page.Context.NewPageAsync();
        await other.GotoAsync(Page.Url);

        await Wishlist.Button("Remove Kettle").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Bin", Exact = true }).ClickAsync();
        await Expect(Deleted).ToHaveTextAsync([new Regex("Kettle")]);
        await other.GetByRole(AriaRole.Button, new() { Name = "Remove Pan" }).ClickAsync();
        await other.CloseAsync(new() { RunBeforeUnload = true });

        await Expect(Deleted).ToHaveTextAsync([new Regex("Pan"), new Regex("Kettle")]);
    }

    [Fact]
    public async Task Bin_WithManySelected_PutsThemBackTogether_AndAsksNoListForIts()
    {
        foreach (var list in new[] { "Attic", "Cellar", "Kitchen" })
        {
            await Wishlist.AddListAsync(list);
            await Wishlist.AddWishAsync($"Lamp of {list}");
            await Wishlist.Button($"Remove Lamp of {list}").ClickAsync();
            await Page.GotoAsync(_app.Url.ToString());
        }

        await Page.GotoAsync(new Uri(_app.Url, "bin").ToString());
        await Expect(Deleted).ToHaveCountAsync(3);
        var asked = new List<string>();
        Page.Request += (_, request) => asked.Add(new Uri(request.Url).AbsolutePath);
        await Page.ReloadAsync();
        await Expect(Deleted).ToHaveCountAsync(3);
        Assert.Contains("/api/bin", asked);
        Assert.DoesNotContain(asked, path => path.EndsWith("/items", StringComparison.Ordinal));

        await Page.GetByLabel("Select Lamp of Attic").CheckAsync();
        await Page.GetByLabel("Select Lamp of Cellar").CheckAsync();
        await Expect(Page.GetByText("2 selected")).ToBeVisibleAsync();
        await Wishlist.AssertAccessibleAsync();
        await Wishlist.Button("Put back 2").ClickAsync();
        await Expect(Page.GetByText("2 are back.")).ToBeVisibleAsync();
        await Expect(Deleted).ToHaveTextAsync([new Regex("Lamp of Kitchen")]);
        Assert.Single(asked, path => path == "/api/bin/restore");
        await Page.GetByLabel("Select all").CheckAsync();
        await Wishlist.Button("Put back 1").PressAsync("Enter");
        await Expect(Page.GetByText("“Lamp of Kitchen” is back.")).ToBeVisibleAsync();

        await Page.GotoAsync(_app.Url.ToString());
        await Expect(Page.GetByText("1 wish", new() { Exact = true })).ToHaveCountAsync(3);
    }

    [Fact]
    public async Task PutBack_WhileTheApiIsAway_IsKeptShownAndDoneLater()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.Button("Remove Kettle").ClickAsync();
        await Page.GetByRole(AriaRole.Link, new() { Name = "Bin", Exact = true }).ClickAsync();
        await Expect(Deleted).ToHaveCountAsync(1);

        _app.StopApi();
        await Wishlist.Button("Put back Kettle").ClickAsync();
        await Expect(Deleted).ToContainTextAsync("Not saved yet");
        await Wishlist.AssertAccessibleAsync();
        await _app.StartApiAsync(TestContext.Current.CancellationToken);

        await Expect(Page.GetByText("“Kettle” is back.")).ToBeVisibleAsync();
        await Expect(Page.GetByText("The bin is empty")).ToBeVisibleAsync();
    }
}
