using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Execution;

/// <summary>The keys of one run's dashboard, made anew for each run unless configured.</summary>
internal sealed class DashboardSettings(IConfiguration configuration, DistributedApplicationOptions options, AppHostMetadata appHost)
{
    public const string ResourceName = "dashboard";

    /// <summary>Whether there is a dashboard to start.</summary>
    public bool IsEnabled { get; } = !options.DisableDashboard && File.Exists(appHost.Dashboard);

    public string Program => appHost.Dashboard!;

    public string ApplicationName { get; } = options.DashboardApplicationName ?? appHost.Assembly?.GetName().Name ?? "AppHost";

    public string BrowserToken { get; } =
        configuration["AppHost:BrowserToken"] ?? configuration["ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN"] ?? NewKey();

    public string OtlpKey { get; } = configuration["AppHost:OtlpApiKey"] ?? NewKey();

    /// <summary>What scripts send to the dashboard's telemetry API.</summary>
    public string ApiKey { get; } = configuration["AppHost:DashboardApiKey"] ?? NewKey();

    public string FeedKey { get; } = configuration["AppHost:ResourceService:ApiKey"] ?? NewKey();

    /// <summary>The port of the page: from <c>ASPNETCORE_URLS</c>, which the AppHost's launch profile sets; null takes a free one.</summary>
    public int? WantedPort => PortOf(configuration["ASPNETCORE_URLS"]);

    /// <summary>The port that telemetry is sent to; null takes a free one.</summary>
    public int? WantedOtlpPort => PortOf(configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]);

    /// <summary>The port of telemetry by gRPC (<c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c>); null opens none.</summary>
    public int? WantedGrpcPort => PortOf(configuration["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);

    /// <summary>
    /// Where telemetry outlives a run: the configured <c>Dashboard:Data:Directory</c> (relative to the AppHost), else <c>.belfry/telemetry</c> in the
    /// repository that the AppHost is part of. Null in a test that configures none: it should leave nothing behind.
    /// </summary>
    public string? DataFolder { get; } = configuration["Dashboard:Data:Directory"] is { Length: > 0 } configured
        ? Path.GetFullPath(Path.Combine(appHost.ProjectDirectory ?? "", configured))
        : configuration.GetValue<bool>("DcpPublisher:RandomizePorts") || appHost.ProjectDirectory is null ? null : DefaultFolder(appHost.ProjectDirectory);

    private static string DefaultFolder(string appHostFolder)
    {
        var root = new DirectoryInfo(appHostFolder);
        while (root is not null && !Path.Exists(Path.Combine(root.FullName, ".git")) && root.GetFiles("*.sln").Length == 0)
        {
            root = root.Parent;
        }

        return Path.Combine(root?.FullName ?? appHostFolder, ".belfry", "telemetry");
    }

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static int? PortOf(string? addresses) => (addresses ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null)
        .FirstOrDefault(uri => uri is { Scheme: "http", Port: > 0 })?.Port;
}
