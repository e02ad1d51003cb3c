using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>A page seen in one look, and the folder that its pictures go to.</summary>
internal sealed record Camera(IPage Page, Uri Url, Look Look, string Folder)
{
    public PageApi Api => new(Page.Context.APIRequest, Url);

    /// <summary>Opens an address of the application and waits for its words.</summary>
    public async Task GoAsync(string path, string words)
    {
        await Page.GotoAsync(new Uri(Url, path).ToString());
        await SeeAsync(words);
    }

    /// <summary>Opens an address and takes the whole of its page.</summary>
    public async Task TakeAsync(string path, string words, string name)
    {
        await GoAsync(path, words);
        await TakeAsync(name);
    }

    public Task SeeAsync(string words) => Page.GetByText(new Regex(words)).First.WaitForAsync();

    /// <summary>The whole page, or only what the window shows of it. What is wider than the window is told.</summary>
    public async Task TakeAsync(string name, bool whole = true)
    {
        var file = $"{name}-{Look.Name}.png";
        await Page.EvaluateAsync("() => document.fonts.ready.then(() => Promise.all([...document.images].filter(image => image.loading !== 'lazy').map(image => image.decode())))");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Folder, file), Animations = ScreenshotAnimations.Disabled, FullPage = whole });
        var width = await Page.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Console.WriteLine(width > Look.Width ? $"{file}: {width} pixels wide" : file);
    }
}
