using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Web;

/// <summary>The built page in front of the built API on a fresh database, in a browser where the first owner has just signed in.</summary>
internal sealed class WebApp : IAsyncDisposable
{
    private readonly TempFolder _volume = new();
    private readonly BuiltPage _built;
    private ServerProcess? _api;

    private WebApp(BuiltPage built) => _built = built;

    public Browser Browser { get; private set; } = null!;

    public IPage Page { get; private set; } = null!;

    public Wishlist Wishlist => new(Page);

    /// <summary>Where the page is.</summary>
    public Uri Url => _built.Url;

    public static async Task<WebApp> StartAsync(BuiltPage built, CancellationToken cancellation)
    {
        var app = new WebApp(built);
        try
        {
            await app.StartApiAsync(cancellation);
            app.Browser = await Browser.LaunchAsync();
            app.Page = await app.Browser.OpenAsync(app.Url);
            await Wishlist.SetUpAsync(app.Page);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the API, also after <see cref="StopApi"/>: the volume and the address stay.</summary>
    public async Task StartApiAsync(CancellationToken cancellation)
    {
        var start = BuiltProgram.StartInfo("Api", "Api.dll");
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["ASPNETCORE_URLS"] = _built.Api.ToString();
        start.Environment["ConnectionStrings__appdb"] = $"Data Source={_volume.File("app.db")}";
        _api = await ServerProcess.StartAsync(start, new Uri(_built.Api, "health/ready"), cancellation);
    }

    public void StopApi()
    {
        _api?.Dispose();
        _api = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (Browser is not null)
        {
            await Browser.DisposeAsync();
        }

        StopApi();
        _volume.Dispose();
    }
}
