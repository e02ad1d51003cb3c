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

    public string FeedKey { get; } = configuration["AppHost:ResourceService:ApiKey"] ?? NewKey();

    /// <summary>The port of the page: from <c>ASPNETCORE_URLS</c>, which the AppHost's launch profile sets; null takes a free one.</summary>
    public int? WantedPort => PortOf(configuration["ASPNETCORE_URLS"]);

    /// <summary>The port that telemetry is sent to; null takes a free one.</summary>
    public int? WantedOtlpPort => PortOf(configuration["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]);

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static int? PortOf(string? addresses) => (addresses ?? "")
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var uri) ? uri : null)
        .FirstOrDefault(uri => uri is { Scheme: "http", Port: > 0 })?.Port;
}
