using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.SignIn;

namespace Belfry.Dashboard;

/// <summary>
/// Everything that can be set, read once at start. The names are those that Aspire's dashboard reads, so that a host can start either.
/// </summary>
internal sealed class DashboardOptions
{
    /// <summary>Where the pages are served. <c>ASPNETCORE_URLS</c>, several with semicolons; default <c>http://localhost:18888</c>.</summary>
    public required IReadOnlyList<Uri> Urls { get; init; }

    /// <summary>Shown in the header until the app host has said its name. <c>DASHBOARD__APPLICATIONNAME</c>.</summary>
    public required string ApplicationName { get; init; }

    /// <summary>False only with <c>DASHBOARD__FRONTEND__AUTHMODE=Unsecured</c>, which is accepted on loopback alone.</summary>
    public required bool SignInRequired { get; init; }

    /// <summary>Signs a browser in once. <c>DASHBOARD__FRONTEND__BROWSERTOKEN</c>; default: a random one.</summary>
    public required string BrowserToken { get; init; }

    /// <summary>The app host's key. <c>DASHBOARD__RESOURCEFEED__APIKEY</c>; without it no host can dial in.</summary>
    public required string? FeedApiKey { get; init; }

    /// <summary><c>DASHBOARD__DATA__DIRECTORY</c>: where telemetry outlives the process, ten runs of 256 MB; default: nowhere.</summary>
    public required string? DataFolder { get; init; }

    public required OtlpOptions Otlp { get; init; }

    /// <summary>
    /// <c>DASHBOARD__API__PRIMARYAPIKEY</c> and <c>__SECONDARYAPIKEY</c>, sent by scripts in <c>x-api-key</c> to <c>/api/telemetry</c>. Null: a script
    /// needs a session as a page does.
    /// </summary>
    public required ApiKeys? ApiKeys { get; init; }

    /// <exception cref="InvalidConfigurationException">Names every fault at once.</exception>
    public static DashboardOptions Read(IConfiguration configuration)
    {
        var faults = new List<string>();
        var urls = ReadUrls(configuration["URLS"] ?? "http://localhost:18888", "ASPNETCORE_URLS", faults);
        var mode = configuration["Dashboard:Frontend:AuthMode"] ?? "BrowserToken";
        if (mode is not ("BrowserToken" or "Unsecured"))
        {
            faults.Add($"DASHBOARD__FRONTEND__AUTHMODE is \"{mode}\". It can be BrowserToken or Unsecured.");
        }
        else if (mode == "Unsecured" && !urls.All(url => url.IsLoopback))
        {
            faults.Add("DASHBOARD__FRONTEND__AUTHMODE is Unsecured, but ASPNETCORE_URLS can be reached from other machines. Use BrowserToken.");
        }

        var apiKeys = ApiKeys.Read(configuration, "Api", faults);
        var options = new DashboardOptions
        {
            Urls = urls,
            ApplicationName = configuration["Dashboard:ApplicationName"] ?? "Dashboard",
            SignInRequired = mode != "Unsecured",
            BrowserToken = configuration["Dashboard:Frontend:BrowserToken"] is { Length: > 0 } token ? token : Secrets.Create(),
            FeedApiKey = configuration["Dashboard:ResourceFeed:ApiKey"] is { Length: > 0 } key ? key : null,
            DataFolder = configuration["Dashboard:Data:Directory"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : null,
            ApiKeys = apiKeys,
            Otlp = OtlpOptions.Read(configuration, faults),
        };
        return faults.Count == 0 ? options : throw new InvalidConfigurationException(faults);
    }

    public static List<Uri> ReadUrls(string value, string variable, List<string> faults)
    {
        var urls = new List<Uri>();
        foreach (var text in value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Uri.TryCreate(text.Replace("://*", "://0.0.0.0").Replace("://+", "://0.0.0.0"), UriKind.Absolute, out var url) && url.Scheme == "http")
            {
                urls.Add(url);
            }
            else
            {
                faults.Add($"{variable} has \"{text}\". It must be an address such as http://localhost:18888; https belongs to a proxy in front.");
            }
        }

        return urls;
    }
}

/// <summary>Some settings cannot be used; each message names the environment variable and what it can be.</summary>
internal sealed class InvalidConfigurationException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults));
