using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>One of the four ways in which every page is taken: light or dark, on a desktop or on a phone.</summary>
internal sealed record Look(ColorScheme Scheme, string Device, int Width, int Height)
{
    public static readonly Look[] All =
    [
        new(ColorScheme.Light, "desktop", 1280, 800), new(ColorScheme.Light, "phone", 390, 844),
        new(ColorScheme.Dark, "desktop", 1280, 800), new(ColorScheme.Dark, "phone", 390, 844),
    ];

    public string Name => $"{Device}-{Scheme.ToString().ToLowerInvariant()}";

    public Task<IBrowserContext> OpenAsync(IBrowser browser) => browser.NewContextAsync(new()
    {
        ColorScheme = Scheme, ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = Width, Height = Height }, HasTouch = Device == "phone", IsMobile = Device == "phone",
    });
}
