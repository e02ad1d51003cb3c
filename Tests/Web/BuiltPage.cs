using Belfry.Tests.Support;

namespace Belfry.Tests.Web;

/// <summary>The page as it is built for production, served for all tests of it; what it passes on goes to the API of the test at hand.</summary>
[CollectionDefinition]
public sealed class BuiltPage : IAsyncLifetime, ICollectionFixture<BuiltPage>
{
    private readonly TempFolder _folder = new();
    private ServerProcess? _vite;

    /// <summary>Where the page is.</summary>
    public Uri Url { get; } = ServerProcess.FreeAddress();

    /// <summary>Where the API is to be.</summary>
    public Uri Api { get; } = ServerProcess.FreeAddress();

    public async ValueTask InitializeAsync()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await WebPackages.RunAsync(["exec", "--", "vite", "build", "--logLevel", "warn", "--emptyOutDir", "--outDir", _folder.Path], cancellation);
        _vite = await ServerProcess.StartAsync(
            new(WebPackages.Node, ["node_modules/vite/bin/vite.js", "preview", "--host", "localhost", "--strictPort", "--port", $"{Url.Port}", "--outDir", _folder.Path])
            {
                WorkingDirectory = WebPackages.Folder,
                Environment = { ["API_HTTP"] = Api.ToString() },
            },
            Url,
            cancellation);
    }

    /// <summary>Where a file of the built page is: `/assets/index-1a2b.js`.</summary>
    public string File(string path) => Path.Combine(_folder.Path, path.TrimStart('/'));

    public ValueTask DisposeAsync()
    {
        _vite?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
