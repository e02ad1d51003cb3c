namespace Belfry.Bench.Web;

/// <summary>Pictures of every page in every look; for the README only some of the desktop's and the phone's.</summary>
internal static class Screenshots
{
    public static async Task TakeForReadmeAsync(string folder)
    {
        await using var app = await PageUnderTest.StartAsync();
        await SetUpAsync(app);
        var demo = await FillAsync(app);
        await EachAsync(app, folder, signedIn: true, async camera =>
        {
            if (camera.Look.Name is "desktop-light" or "phone-dark")
            {
                await WishlistShots.OpenListAsync(camera, demo);
                await camera.TakeAsync("list", whole: false);
            }

            if (camera.Look.Name is "desktop-light")
            {
                await PanelShots.OpenAsync(camera);
                await camera.TakeAsync("backups", whole: false);
            }
        });
    }

    public static async Task TakeAllAsync(string folder)
    {
        Directory.CreateDirectory(folder);
        await using var app = await PageUnderTest.StartAsync();
        await EachAsync(app, folder, signedIn: false, camera => camera.TakeAsync("", "Account", "set-up"));
        await SetUpAsync(app);
        await EachAsync(app, folder, signedIn: true, async camera =>
        {
            await camera.GoAsync("", "Start with a list");
            await camera.SeeAsync("Yes, your data is safe");
            await camera.TakeAsync("home-empty");
            await camera.TakeAsync("bin", "The bin is empty", "bin-empty");
        });
        await EachAsync(app, folder, signedIn: false, camera => camera.TakeAsync("", "Account", "sign-in"));
        await EachAsync(app, folder, signedIn: false, camera => camera.TakeAsync("#invitation=none", "Password", "invitation"));
        var demo = await FillAsync(app);
        await EachAsync(app, folder, signedIn: true, async camera =>
        {
            await WishlistShots.TakeAsync(camera, demo);
            await PanelShots.TakeAsync(camera);
        });
        await EachAsync(app, folder, signedIn: false, camera => WishlistShots.TakeGuestAsync(camera, demo));
    }

    private static async Task SetUpAsync(PageUnderTest app)
    {
        await using var context = await app.Browser.NewContextAsync();
        await new PageApi(context.APIRequest, app.Url).SetUpAsync();
    }

    /// <summary>A server in use: an owner with lists, and a worker that did something.</summary>
    private static async Task<Demo> FillAsync(PageUnderTest app)
    {
        await using var context = await app.Browser.NewContextAsync();
        var api = new PageApi(context.APIRequest, app.Url);
        await api.SignInAsync();
        var demo = await Demo.FillAsync(await context.NewPageAsync(), api);
        await PanelShots.WorkAsync(api);
        return demo;
    }

    private static async Task EachAsync(PageUnderTest app, string folder, bool signedIn, Func<Camera, Task> take)
    {
        foreach (var look in Look.All)
        {
            await using var context = await look.OpenAsync(app.Browser);
            var camera = new Camera(await context.NewPageAsync(), app.Url, look, folder);
            await (signedIn ? camera.Api.SignInAsync() : Task.CompletedTask);
            await take(camera);
        }
    }
}
