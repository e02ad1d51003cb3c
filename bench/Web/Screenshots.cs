using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>Pictures of every page of the wishlist, light and dark, phone and desktop; for the README only two of them.</summary>
internal static class Screenshots
{
    private static readonly (string Name, int Width, int Height)[] Sizes = [("desktop", 1280, 800), ("phone", 390, 844)];

    public static async Task TakeAsync(string folder, bool ofTheReadmeOnly)
    {
        Directory.CreateDirectory(folder);
        await using var app = await PageUnderTest.StartAsync();
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            foreach (var (name, width, height) in Sizes)
            {
                await using var context = await app.Browser.NewContextAsync(new()
                {
                    ColorScheme = scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = width, Height = height }, HasTouch = name == "phone", IsMobile = name == "phone",
                });
                var page = await context.NewPageAsync();
                var shots = new Shots(page, folder, $"{name}-{scheme.ToString().ToLowerInvariant()}");
                if (scheme == ColorScheme.Light && name == "desktop")
                {
                    await FirstAsync(page, app.Url, ofTheReadmeOnly ? null : shots);
                    _demo = await Demo.FillAsync(page, new PageApi(context.APIRequest, app.Url));
                }
                else
                {
                    await new PageApi(context.APIRequest, app.Url).PostAsync("api/session", new { account = "ada", password = "a long password" });
                }

                await (ofTheReadmeOnly ? ReadmeAsync(page, app.Url, shots) : AllAsync(app, page, shots));
            }
        }
    }

    private static Demo _demo = null!;

    private static async Task FirstAsync(IPage page, Uri url, Shots? shots)
    {
        await page.GotoAsync(url.ToString());
        await page.GetByLabel("Account").WaitForAsync();
        await (shots?.TakeAsync("set-up") ?? Task.CompletedTask);
    }

    private static async Task ReadmeAsync(IPage page, Uri url, Shots shots)
    {
        await OpenListAsync(page, url);
        if (shots.Suffix is "desktop-light" or "phone-dark")
        {
            await shots.TakeAsync("list");
        }
    }

    private static async Task AllAsync(PageUnderTest app, IPage page, Shots shots)
    {
        var url = app.Url;
        await page.GotoAsync(url.ToString());
        await page.GetByRole(AriaRole.Link, new() { Name = "Birthday" }).WaitForAsync();
        await shots.TakeAsync("home");
        await OpenListAsync(page, url);
        await shots.TakeAsync("list");
        await page.GetByLabel("Select Watercolours").CheckAsync();
        await page.GetByLabel("Select A drum").CheckAsync();
        await shots.TakeAsync("list-selected");
        await page.GetByRole(AriaRole.Button, new() { Name = "Select none" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "A red kite", Exact = true }).ClickAsync();
        await shots.TakeAsync("list-edit");
        await page.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Received" }).ClickAsync();
        await shots.TakeAsync("list-received");
        await page.GotoAsync(new Uri(url, $"lists/{_demo.List}/share").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "Show QR code" }).ClickAsync();
        await shots.TakeAsync("share");
        await page.GotoAsync(new Uri(url, "search?q=a").ToString());
        await page.GetByText("wishes found").WaitForAsync();
        await shots.TakeAsync("search");
        await page.GotoAsync(new Uri(url, "people").ToString());
        await page.GetByText("Grace").First.WaitForAsync();
        await shots.TakeAsync("people");
        await page.GotoAsync(new Uri(url, "account").ToString());
        await page.GetByText("here, now").WaitForAsync();
        await shots.TakeAsync("account");
        await page.GotoAsync(new Uri(url, "nowhere").ToString());
        await page.GetByText("There is no such page").WaitForAsync();
        await shots.TakeAsync("missing");
        await GuestAsync(app, page, shots);
    }

    private static async Task GuestAsync(PageUnderTest app, IPage owner, Shots shots)
    {
        var size = owner.ViewportSize!;
        await using var context = await app.Browser.NewContextAsync(new()
        {
            ColorScheme = shots.Suffix.EndsWith("dark", StringComparison.Ordinal) ? ColorScheme.Dark : ColorScheme.Light, ReducedMotion = ReducedMotion.Reduce,
            ViewportSize = new() { Width = size.Width, Height = size.Height }, IsMobile = size.Width < 500,
        });
        var page = await context.NewPageAsync();
        await page.GotoAsync(new Uri(app.Url, $"#share={_demo.Token}").ToString());
        await page.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" }).ClickAsync();
        await page.GetByLabel("Your name").FillAsync("Grace");
        await page.GetByRole(AriaRole.Button, new() { Name = "Claim", Exact = true }).ClickAsync();
        await page.GetByText("You give this").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: Watercolours" }).ClickAsync();
        await shots.TakeAsync("guest", page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back the claim of A drum" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "I’ll give this: A drum" }).WaitForAsync();
        await page.GotoAsync(new Uri(app.Url, "#share=none").ToString());
        await page.GetByText("does not work").WaitForAsync();
        await shots.TakeAsync("guest-gone", page);
    }

    private static async Task OpenListAsync(IPage page, Uri url)
    {
        await page.GotoAsync(new Uri(url, $"lists/{_demo.List}").ToString());
        await page.GetByRole(AriaRole.Img, new() { Name = "Picture of A red kite" }).WaitForAsync();
        await page.WaitForFunctionAsync("() => [...document.images].every(image => image.complete)");
        await page.GetByText("Yes, your data is safe").WaitForAsync();
    }

    private sealed record Shots(IPage Page, string Folder, string Suffix)
    {
        public async Task TakeAsync(string name, IPage? page = null)
        {
            await (page ?? Page).ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{name}-{Suffix}.png"), Animations = ScreenshotAnimations.Disabled });
            Console.WriteLine($"{name}-{Suffix}.png");
        }
    }
}
