using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Web;

/// <summary>The built API on a fresh database, and Vite's dev server in front of it.</summary>
internal sealed class WebApp : IDisposable
{
    /// <summary>What the page asked for, and how long that took, for a set-up that did not appear.</summary>
    private const string Requests = "() => performance.getEntriesByType('resource').map(r => `${r.name} ${r.responseStatus} ${Math.round(r.duration)} ms`).join('\\n')";

    private readonly TempFolder _volume = new();
    private readonly TempFolder _built = new();
    private ServerProcess? _api;
    private ServerProcess? _vite;

    /// <summary>Where the page is.</summary>
    public Uri Url { get; } = ServerProcess.FreeAddress();

    /// <summary>Where the API is, for what a test wants to know without the page.</summary>
    public Uri Api { get; } = ServerProcess.FreeAddress();

    public static Task<WebApp> StartAsync(CancellationToken cancellation) => StartAsync(app => app.StartViteAsync(cancellation), cancellation);

    /// <summary>The page is built, in a folder of its own, and served as it is.</summary>
    public static Task<WebApp> StartBuiltAsync(CancellationToken cancellation) => StartAsync(
        async app =>
        {
            await WebPackages.RunAsync(["exec", "--", "vite", "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", app._built.Path], cancellation);
            await app.StartViteAsync(cancellation, "preview", "--host", "localhost", "--strictPort", "--outDir", app._built.Path);
        },
        cancellation);

    /// <summary>Where a file of the built page is: `/assets/index-1a2b.js`.</summary>
    public string BuiltFile(string path) => Path.Combine(_built.Path, path.TrimStart('/'));

    private static async Task<WebApp> StartAsync(Func<WebApp, Task> startPage, CancellationToken cancellation)
    {
        await WebPackages.EnsureAsync();
        var app = new WebApp();
        try
        {
            await Task.WhenAll(app.StartApiAsync(cancellation), startPage(app));
            return app;
        }
        catch
        {
            app.Dispose();
            throw;
        }
    }

    /// <summary>Starts the API, also after <see cref="StopApi"/>: the volume and the address stay.</summary>
    public async Task StartApiAsync(CancellationToken cancellation)
    {
        var start = BuiltProgram.StartInfo("Api", "Api.dll");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = Api.ToString();
        start.Environment["ConnectionStrings__appdb"] = $"Data Source={_volume.File("app.db")}";
        _api = await ServerProcess.StartAsync(start, new Uri(Api, "health/ready"), cancellation);
    }

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
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Sign out" })).ToBeVisibleAsync();
    }

    public void StopApi()
    {
        _api?.Dispose();
        _api = null;
    }

    public void Dispose()
    {
        _vite?.Dispose();
        StopApi();
        _volume.Dispose();
        _built.Dispose();
    }

    private async Task StartViteAsync(CancellationToken cancellation, params string[] arguments) => _vite = await ServerProcess.StartAsync(
        new(WebPackages.Node, ["node_modules/vite/bin/vite.js", .. arguments, "--port", $"{Url.Port}"])
        {
            WorkingDirectory = WebPackages.Folder,
            Environment = { ["API_HTTP"] = Api.ToString() },
        },
        Url,
        cancellation);
}
