using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Resources;
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

    public required SignInOptions SignIn { get; init; }

    /// <summary>The app host's key. <c>DASHBOARD__RESOURCEFEED__APIKEY</c>; without it no host can dial in.</summary>
    public required string? FeedApiKey { get; init; }

    /// <summary><c>DASHBOARD__DATA__DIRECTORY</c>: where telemetry outlives the process; default: nowhere.</summary>
    public required string? DataFolder { get; init; }

    /// <summary><c>DASHBOARD__DATA__MAXMEGABYTES</c>, 20 to 1,000,000: what all runs together may take of the disk; default 2,560.</summary>
    public required long MaxDataBytes { get; init; }

    /// <summary>Resources that no app host describes.</summary>
    public required ConfiguredServices Services { get; init; }

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
        var signIn = SignInOptions.Read(configuration, urls, faults);
        var feedKey = Secrets.Read(configuration, "Dashboard:ResourceFeed:ApiKey", "DASHBOARD__RESOURCEFEED__APIKEY", faults);
        Secrets.RequireLength(feedKey, "DASHBOARD__RESOURCEFEED__APIKEY", urls, faults);
        var services = ConfiguredServices.Read(configuration, faults);
        if (feedKey is not null && services.Items.Count > 0)
        {
            faults.Add("DASHBOARD__RESOURCEFEED__APIKEY and DASHBOARD__RESOURCES__0__NAME are both set. Resources come from an app host or from configuration, not from both.");
        }

        var apiKeys = ApiKeys.Read(configuration, "Api", urls, faults);
        var options = new DashboardOptions
        {
            Urls = urls,
            ApplicationName = configuration["Dashboard:ApplicationName"] ?? "Dashboard",
            SignIn = signIn,
            Services = services,
            FeedApiKey = feedKey,
            DataFolder = configuration["Dashboard:Data:Directory"] is { Length: > 0 } folder ? Path.GetFullPath(folder) : null,
            ApiKeys = apiKeys,
            MaxDataBytes = ReadMegabytes(configuration["Dashboard:Data:MaxMegabytes"], faults),
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

    private static long ReadMegabytes(string? text, List<string> faults)
    {
        if (string.IsNullOrEmpty(text))
        {
            return 2_560 * 1024L * 1024;
        }

        if (!int.TryParse(text, out var megabytes) || megabytes is < 20 or > 1_000_000)
        {
            faults.Add($"DASHBOARD__DATA__MAXMEGABYTES is \"{text}\". It must be a whole number from 20 to 1000000.");
        }

        return megabytes * 1024L * 1024;
    }
}

/// <summary>Some settings cannot be used; each message names the environment variable and what it can be.</summary>
internal sealed class InvalidConfigurationException(IReadOnlyList<string> faults) : Exception(string.Join(Environment.NewLine, faults));
