using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>The built page in front of an API and a backup worker with a fresh volume, and a browser. All end with it.</summary>
internal sealed class PageUnderTest : IAsyncDisposable
{
    private static readonly string[] Programs = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private readonly DirectoryInfo _volume = Directory.CreateTempSubdirectory("belfry-bench-");
    private readonly List<Process> _processes = [];
    private IPlaywright? _playwright;

    public Uri Url { get; } = FreeAddress();

    public IBrowser Browser { get; private set; } = null!;

    public static async Task<PageUnderTest> StartAsync()
    {
        var program = Array.Find(Programs, File.Exists) ?? throw new InvalidOperationException($"There is no {string.Join(" or ", Programs)}.");
        // Its packages may be missing: npm ci, in Web.
        Tools.Run(Web, "node", "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn");
        var page = new PageUnderTest();
        var (api, worker) = (FreeAddress(), FreeAddress());
        var database = $"Data Source={Path.Combine(page._volume.FullName, "app.db")}";
        await page.StartAsync(Start("dotnet", Repository.Folder, [Tools.Built("Api", "Api.dll")], api, database, ("services__backup-worker__http__0", worker.ToString())), new Uri(api, "health/ready"));
        await page.StartAsync(Start("dotnet", Repository.Folder, [Tools.Built("BackupWorker", "belfry.dll")], worker, database, ("Backup__Target", Path.Combine(page._volume.FullName, "backup"))), new Uri(worker, "health/live"));
        await page.StartAsync(
            Start("node", Web, ["node_modules/vite/bin/vite.js", "preview", "--host", "localhost", "--port", $"{page.Url.Port}", "--strictPort"], page.Url, database, ("API_HTTP", api.ToString())), page.Url);
        page._playwright = await Playwright.CreateAsync();
        page.Browser = await page._playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Args = ["--disable-gpu", "--hide-scrollbars"] });
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        _playwright?.Dispose();
        foreach (var process in _processes)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _volume.Delete(recursive: true);
    }

    private static string Web => Path.Combine(Repository.Folder, "Web");

    private static ProcessStartInfo Start(string program, string folder, string[] arguments, Uri address, string database, (string Name, string Value) setting) => new(program, arguments)
    {
        WorkingDirectory = folder,
        RedirectStandardOutput = true,
        Environment =
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development", ["DOTNET_ENVIRONMENT"] = "Development", ["ASPNETCORE_URLS"] = address.ToString(),
            ["ConnectionStrings__appdb"] = database, ["Control__Key"] = "a control key for benches", [setting.Name] = setting.Value,
        },
    };

    private async Task StartAsync(ProcessStartInfo start, Uri answers)
    {
        var process = Process.Start(start)!;
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _processes.Add(process);
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                using var response = await http.GetAsync(answers);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                // It is not there yet.
            }

            await Task.Delay(50);
        }
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
