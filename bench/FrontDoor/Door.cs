using System.Text.RegularExpressions;

namespace Belfry.Bench.FrontDoor;

/// <summary>A web server in front of the built page and the API.</summary>
internal static partial class Door
{
    private static readonly string Web = Path.Combine(Repository.Folder, "Web");
    private static readonly string Page = Path.Combine(Web, "dist");
    private static bool _built;

    /// <summary>Builds the page as its image does, once for all benches of a run.</summary>
    public static void BuildPage()
    {
        if (_built)
        {
            return;
        }

        if (!Directory.Exists(Path.Combine(Web, "node_modules")))
        {
            Tools.Run(Web, "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
        }

        Tools.Run(Web, "node", "node_modules/vite/bin/vite.js", "build", "--logLevel", "warn");
        _built = true;
    }

    /// <summary>The largest script of the page, as the address of it.</summary>
    public static string Asset() =>
        $"/assets/{new DirectoryInfo(Path.Combine(Page, "assets")).EnumerateFiles("*.js").OrderByDescending(file => file.Length).First().Name}";

    /// <summary>Our Caddyfile with other ports and the folder of the page, because the ones it names belong to the image.</summary>
    public static async Task<Server> CaddyAsync(string folder, Uri api)
    {
        var (port, dashboard) = (Server.FreePort(), Server.FreePort());
        var config = Path.Combine(folder, "Caddyfile");
        var text = await File.ReadAllTextAsync(Path.Combine(Web, "Caddyfile"));
        await File.WriteAllTextAsync(config, InnerPort().Replace(text, $"http://:{Server.FreePort()} {{").Replace("/srv", Page, StringComparison.Ordinal));
        return await Server.StartAsync(port, "/", folder, "caddy", ["run", "--config", config, "--adapter", "caddyfile"], new()
        {
            ["SITE_ADDRESS"] = $":{port}",
            ["DASHBOARD_ADDRESS"] = $":{dashboard}",
            ["API_HTTP"] = $"http://{api.Authority}",
            ["XDG_DATA_HOME"] = folder,
            ["XDG_CONFIG_HOME"] = folder,
        });
    }

    public static async Task<Server> NginxAsync(string folder, Uri api)
    {
        var port = Server.FreePort();
        var config = Path.Combine(folder, "nginx.conf");
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Folder, "bench/FrontDoor/nginx.conf"));
        await File.WriteAllTextAsync(config, text.Replace("{folder}", folder, StringComparison.Ordinal).Replace("{port}", $"{port}", StringComparison.Ordinal)
            .Replace("{api}", api.Authority, StringComparison.Ordinal).Replace("{root}", Page, StringComparison.Ordinal));
        return await Server.StartAsync(port, "/", folder, Needs.Find("nginx")!, ["-p", folder, "-c", config], []);
    }

    [GeneratedRegex("^http://:[0-9]+ [{]", RegexOptions.Multiline)]
    private static partial Regex InnerPort();
}
