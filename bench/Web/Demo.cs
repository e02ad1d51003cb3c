using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>Lists to look at: one with everything, one with nothing in it, the token of a link to the first, and something in the bin.</summary>
internal sealed record Demo(string List, string Empty, string Token)
{
    public static async Task<Demo> FillAsync(IPage page, PageApi api)
    {
        var birthday = await api.AddListAsync("Birthday", "Seven candles this year. No plastic, please; used things are as welcome as new ones.");
        var kite = await api.AddWishAsync(birthday, new { name = "A red kite", note = "For windy days on the hill", url = "https://kites.example/red", price = 24.9, currency = "EUR", priority = "high" });
        await api.AddPictureAsync(birthday, kite, await PaintAsync(page, "M160 40L250 150L160 270L70 150zM160 40V270M70 150H250M160 270q-40 20 -10 40", "#cfe6f7", "#c0392b"));
        var paint = await api.AddWishAsync(birthday, new { name = "Watercolours", note = "The box with 24 pans", price = 32, currency = "EUR" });
        await api.AddPictureAsync(birthday, paint, await PaintAsync(page, "M60 90h200v140H60zM90 120h40v30H90zM150 120h40v30h-40zM210 120h30v30h-30zM90 170h40v30H90zM150 170h40v30h-40z", "#f9ecd2", "#2e7d6b"));
        await api.AddWishAsync(birthday, new { name = "Marbles, as many as you like", quantity = 5, price = 1.5, currency = "EUR", priority = "low" });
        var drum = await api.AddWishAsync(birthday, new { name = "A drum", note = "Small enough to carry", url = "https://music.example/drums/7" });
        await api.AddPictureAsync(birthday, drum, await PaintAsync(page, "M70 120a90 34 0 10180 0a90 34 0 10-180 0v90a90 34 0 00180 0v-90M80 60l90 50M240 50l-80 62", "#ead9f5", "#7b3f98"));
        await api.AddWishAsync(birthday, new { name = "A day at the sea", priority = "high" });
        await api.AddWishAsync(birthday, new { name = "A torch", state = "received" });
        var kitchen = await api.AddListAsync("Kitchen", "For the new flat");
        await api.AddWishAsync(kitchen, new { name = "An enamel kettle", note = "Green, if there is one", price = 39, currency = "EUR" });
        await api.AddWishAsync(kitchen, new { name = "A cast iron pan", price = 55, currency = "EUR" });
        var books = await api.AddListAsync("Books");
        await api.AddWishAsync(books, new { name = "A field guide to birds" });
        var garden = await api.AddListAsync("Garden", "Seeds, tools, and a bench");
        var attic = await api.AddListAsync("Attic", "From the old flat");
        await api.AddWishAsync(attic, new { name = "A skylight" });
        await api.DeleteAsync($"api/lists/{attic}");
        foreach (var name in new[] { "A toaster", "A set of wooden spoons" })
        {
            await api.DeleteAsync($"api/lists/{kitchen}/items/{await api.AddWishAsync(kitchen, new { name })}");
        }

        var share = await api.PostAsync($"api/lists/{birthday}/shares", new { name = "Family", expiresAt = DateTime.UtcNow.AddDays(30) });
        await api.PostAsync("api/people", new { account = "grace", name = "Grace", role = "operator" });
        await api.PostAsync("api/account/tokens", new { name = "Shopping script", scopes = (List<string>)["read"] });
        return new Demo(birthday, garden, share.GetProperty("token").GetString()!);
    }

    /// <summary>A picture of our own making: lines on a coloured ground.</summary>
    private static async Task<byte[]> PaintAsync(IPage page, string lines, string ground, string ink)
    {
        var painter = await page.Context.Browser!.NewPageAsync(new() { ViewportSize = new() { Width = 320, Height = 320 } });
        await painter.SetContentAsync($"<body style='margin:0'><svg width='320' height='320' style='background:{ground}'><path d='{lines}' fill='{ink}33' stroke='{ink}' stroke-width='7' stroke-linejoin='round'/></svg>");
        var png = await painter.ScreenshotAsync();
        await painter.CloseAsync();
        return png;
    }
}
