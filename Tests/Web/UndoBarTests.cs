using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>The bar that offers to undo stands over what is at the foot of the window, and covers none of it.</summary>
[Collection(typeof(BuiltPage))]
public sealed class UndoBarTests(BuiltPage built) : IAsyncLifetime
{
    private WebApp _app = null!;

    private IPage Page => _app.Page;

    private ILocator Undo => _app.Wishlist.Button("Undo Ctrl Z");

    public async ValueTask InitializeAsync()
    {
        _app = await WebApp.StartAsync(built, TestContext.Current.CancellationToken);
        await Page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await _app.Wishlist.AddListAsync("Kitchen");
        await _app.Wishlist.AddWishAsync("Kettle");
        await _app.Wishlist.AddWishAsync("Pan, of cast iron, for the stove and the oven, with a lid");
        await _app.Wishlist.Button("Remove Pan, of cast iron, for the stove and the oven, with a lid").ClickAsync();
        // Its time does not run while the focus is on it.
        await Undo.FocusAsync();
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task UndoBar_WhereverTheListEnds_LeavesTheFieldForAddingFree()
    {
        for (var height = 360; height <= 720; height += 30)
        {
            await Page.SetViewportSizeAsync(1280, height);
            var field = (await _app.Wishlist.QuickAdd.BoundingBoxAsync())!;
            var bar = (await Undo.BoundingBoxAsync())!;
            Assert.True(field.Y + field.Height < bar.Y, $"In a window of {height} pixels the bar at {bar.Y} covers the field that ends at {field.Y + field.Height}.");
        }
    }

    [Fact]
    public async Task UndoBar_BesideTheSafetyCard_LeavesItFree()
    {
        var card = Page.GetByRole(AriaRole.Region, new() { Name = "Is my data safe?" });
        await Expect(card).ToBeVisibleAsync();

        // The card stands in the corner from 56rem on.
        for (var width = 896; width <= 1440; width += 32)
        {
            await Page.SetViewportSizeAsync(width, 700);
            var end = await card.EvaluateAsync<float>("card => card.getBoundingClientRect().right");
            var begin = await Undo.EvaluateAsync<float>("button => button.parentElement.getBoundingClientRect().left");
            Assert.True(end < begin, $"In a window of {width} pixels the bar begins at {begin} and the card ends at {end}.");
        }
    }
}
