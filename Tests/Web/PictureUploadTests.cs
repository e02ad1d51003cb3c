using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Belfry.Tests.Web;

/// <summary>A picture that does not reach the server is not lost, whatever becomes of the form in which it was chosen.</summary>
[Collection(typeof(BuiltPage))]
public sealed class PictureUploadTests(BuiltPage built) : IAsyncLifetime
{
    private WebApp _app = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private IPage Page => _app.Page;

    private Wishlist Wishlist => _app.Wishlist;

    public async ValueTask InitializeAsync() => _app = await WebApp.StartAsync(built, Cancellation);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Picture_ThatFailsBehindAClosedForm_IsShown_KeepsItsPersonHere_AndArrivesWhenTheServerIsBack()
    {
        await Wishlist.AddListAsync("Kitchen");
        await Wishlist.AddWishAsync("Kettle");
        await Wishlist.Button("Kettle").ClickAsync();
        _app.StopApi();
        await Page.GetByLabel("Add pictures").SetInputFilesAsync(new FilePayload { Name = "kettle.png", MimeType = "image/png", Buffer = Wishlist.Png });
        await Wishlist.Button("Save").ClickAsync();

        await Wishlist.Button("Sign out").ClickAsync();
        await Expect(Page.GetByText("Something is not saved yet and would be lost.")).ToBeVisibleAsync();
        await Page.GetByRole(AriaRole.Button, new() { Name = "1 not saved" }).ClickAsync();
        var dialog = Page.GetByRole(AriaRole.Dialog);
        await Expect(dialog).ToContainTextAsync("New picture of “Kettle”: kettle.png");
        await Expect(dialog).ToContainTextAsync("Not saved yet.");
        await Wishlist.AssertAccessibleAsync();

        await _app.StartApiAsync(Cancellation);
        await Expect(Page.GetByRole(AriaRole.Img, new() { Name = "Picture of Kettle" })).ToHaveJSPropertyAsync("naturalWidth", 1);
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(Page.GetByText("1 not saved")).ToHaveCountAsync(0);
    }
}
