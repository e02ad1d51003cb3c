using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>The pages of the wishlist, for its owner and for guests.</summary>
internal static class WishlistShots
{
    public static async Task TakeAsync(Camera camera, Demo demo)
    {
        var page = camera.Page;
        await camera.TakeAsync("", "Birthday", "home");
        await OpenListAsync(camera, demo);
        await camera.TakeAsync("list", whole: false);
        await page.GetByLabel("Select Watercolours").CheckAsync();
        await page.GetByLabel("Select A drum").CheckAsync();
        await camera.TakeAsync("list-selected", whole: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Select none" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "A red kite", Exact = true }).ClickAsync();
        await camera.TakeAsync("list-edit", whole: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove A day at the sea" }).ClickAsync();
        await camera.TakeAsync("list-undo", whole: false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Received" }).ClickAsync();
        await camera.TakeAsync("list-received");
        await camera.TakeAsync($"lists/{demo.Empty}", "Nothing wished for yet", "list-empty");
        await camera.GoAsync($"lists/{demo.List}/share", "Family");
        await page.GetByRole(AriaRole.Button, new() { Name = "Show QR code" }).ClickAsync();
        await camera.TakeAsync("share");
        await camera.TakeAsync($"lists/{demo.Empty}/share", "Share", "share-empty");
        await camera.TakeAsync("bin", "Deleted", "bin");
        await camera.TakeAsync("search", "Search", "search-empty");
        await camera.TakeAsync("search?q=a", "wishes found", "search");
        await camera.TakeAsync("people", "Grace", "people");
        await camera.TakeAsync("account", "here, now", "account");
        await camera.TakeAsync("nowhere", "There is no such page", "missing");
    }

    public static async Task TakeGuestAsync(Camera camera, Demo demo)
    {
        var page = camera.Page;
        await camera.GoAsync($"#share={demo.Token}", "Birthday");
        await page.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" }).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Grace");
        await page.GetByRole(AriaRole.Button, new() { Name = "Claim", Exact = true }).ClickAsync();
        await camera.SeeAsync("You give this");
        await page.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: Watercolours" }).ClickAsync();
        await camera.TakeAsync("guest");
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back the claim of A drum" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" }).WaitForAsync();
        await page.GotoAsync("about:blank");
        await camera.TakeAsync("#share=none", "does not work", "guest-gone");
    }

    public static async Task OpenListAsync(Camera camera, Demo demo)
    {
        await camera.GoAsync($"lists/{demo.List}", "Yes, your data is safe");
        await camera.Page.GetByRole(AriaRole.Img, new() { Name = "Picture of A red kite" }).WaitForAsync();
        await camera.Page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete)");
    }
}
