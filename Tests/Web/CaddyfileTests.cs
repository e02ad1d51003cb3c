using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Belfry.Tests.Support;

namespace Belfry.Tests.Web;

/// <summary>What the front door says to a browser besides what it passes on: which addresses are the page's, and for how long an answer is kept.</summary>
public sealed partial class CaddyfileTests : IDisposable
{
    private const string Body = "<!doctype html>";

    private readonly TempFolder _folder = new();
    private readonly HttpClientHandler _handler = new()
    {
        AllowAutoRedirect = false,
        // The door makes its certificate itself where it has no public name.
        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static string Caddyfile => File.ReadAllText(Path.Combine(WebPackages.Folder, "Caddyfile"));

    [Fact]
    public void RoutesOfThePage_AreThoseOfTheDoor()
    {
        var known = PageRoutes().Match(Caddyfile).Groups[1].Value.Split('|');

        Assert.Equal(Routes().Select(route => Parameter().Replace(route, "[^/]+")).Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Door_AskedForAnything_AnswersWithThePageAsFoundOrNot()
    {
        var (page, secure) = (ServerProcess.FreeAddress(), new Uri($"https://localhost:{FreePort.Find()}"));
        using var caddy = await StartAsync(page, secure);
        using var http = new HttpClient(_handler);

        foreach (var route in Routes().Select(route => Parameter().Replace(route, "one")))
        {
            Assert.Equal((HttpStatusCode.OK, Body, "no-cache"), await AskAsync(http, new Uri(page, route)));
        }

        Assert.Equal((HttpStatusCode.OK, Body, "no-cache"), await AskAsync(http, new Uri(page, "/Backups/Timeline/?at=1")));
        foreach (var nowhere in new[] { "/nonsense", "/lists", "/lists/one/nonsense", "/backups/nonsense", "/assets", "/assets/" })
        {
            Assert.Equal((HttpStatusCode.NotFound, Body, "no-store"), await AskAsync(http, new Uri(page, nowhere)));
        }

        Assert.Equal((HttpStatusCode.OK, "script", "public, max-age=31536000, immutable"), await AskAsync(http, new Uri(page, "/assets/index.js")));
        Assert.Equal((HttpStatusCode.NotFound, "", ""), await AskAsync(http, new Uri(page, "/assets/gone.js")));
    }

    [Fact]
    public async Task Page_AsksBrowsersToStayWithTls_BehindTlsOnly()
    {
        var (page, secure) = (ServerProcess.FreeAddress(), new Uri($"https://localhost:{FreePort.Find()}"));
        using var caddy = await StartAsync(page, secure);
        using var http = new HttpClient(_handler);

        await Eventually.TrueAsync(async () => (await http.GetAsync(secure, Cancellation)).IsSuccessStatusCode, "the door to have its certificate");
        using var plain = await http.GetAsync(page, Cancellation);
        using var encrypted = await http.GetAsync(secure, Cancellation);

        Assert.False(plain.Headers.Contains("Strict-Transport-Security"));
        Assert.Equal(["max-age=15768000"], encrypted.Headers.GetValues("Strict-Transport-Security"));
    }

    public void Dispose()
    {
        _handler.Dispose();
        _folder.Dispose();
    }

    /// <summary>The addresses that the page's router knows, as it writes them: `/lists/:id`.</summary>
    private static HashSet<string> Routes()
    {
        var panel = PathsOf("src/panel/routes.ts");
        var routes = PathsOf("src/routes.ts").Where(path => path != "/:rest(.*)").Concat(panel.Select(path => path.StartsWith('/') ? path : $"{panel[0]}/{path}".TrimEnd('/'))).ToHashSet();
        Assert.Contains("/lists/:id/share", routes);
        Assert.Contains("/backups/timeline", routes);
        return routes;
    }

    private static List<string> PathsOf(string file) => [.. RoutePath().Matches(File.ReadAllText(Path.Combine(WebPackages.Folder, file))).Select(match => match.Groups[1].Value)];

    private static async Task<(HttpStatusCode Status, string Body, string Kept)> AskAsync(HttpClient http, Uri address)
    {
        using var answer = await http.GetAsync(address, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation), answer.Headers.CacheControl?.ToString() ?? "");
    }

    /// <summary>Caddy with our file, in front of a page of two files. Its ports and folder are others, and nothing comes among the certificates that this machine trusts.</summary>
    private async Task<ServerProcess> StartAsync(Uri page, Uri secure)
    {
        var caddy = Prerequisite.FindProgram("caddy") ?? Prerequisite.Missing("Caddy is not installed", "sudo apt-get install caddy");
        var files = Directory.CreateDirectory(_folder.File("page")).FullName;
        await File.WriteAllTextAsync(Path.Combine(files, "index.html"), Body, Cancellation);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(files, "assets")).FullName, "index.js"), "script", Cancellation);
        var text = Caddyfile.Replace("/srv", files, StringComparison.Ordinal).Replace("admin off", "admin off\n\tskip_install_trust", StringComparison.Ordinal)
            .Replace("http_port 8080", $"http_port {FreePort.Find()}", StringComparison.Ordinal).Replace("http://:8081", $"http://:{FreePort.Find()}", StringComparison.Ordinal);
        await File.WriteAllTextAsync(_folder.File("Caddyfile"), text, Cancellation);
        var start = new ProcessStartInfo(caddy, ["run", "--config", _folder.File("Caddyfile"), "--adapter", "caddyfile"])
        {
            Environment =
            {
                ["SITE_ADDRESS"] = $":{page.Port}, {secure.GetLeftPart(UriPartial.Authority)}",
                ["DASHBOARD_ADDRESS"] = $":{FreePort.Find()}",
                ["XDG_DATA_HOME"] = _folder.Path,
                ["XDG_CONFIG_HOME"] = _folder.Path,
            },
        };
        return await ServerProcess.StartAsync(start, page, Cancellation);
    }

    [GeneratedRegex(@"@app path_regexp \(\?i\)\^\((\S+)\)/\?\$")]
    private static partial Regex PageRoutes();

    [GeneratedRegex("path: '([^']*)'")]
    private static partial Regex RoutePath();

    [GeneratedRegex(":[a-z]+")]
    private static partial Regex Parameter();
}
