using Belfry.Dashboard.SignIn;

namespace Belfry.Dashboard.Otlp;

/// <summary>Who may send telemetry, and where to.</summary>
internal sealed class OtlpOptions
{
    private const string HttpVariable = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
    private const string GrpcVariable = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";

    /// <summary><c>ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL</c>; default <c>http://localhost:18890</c>.</summary>
    public required IReadOnlyList<Uri> HttpUrls { get; init; }

    /// <summary><c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c>; none unless it is set.</summary>
    public required IReadOnlyList<Uri> GrpcUrls { get; init; }

    /// <summary>
    /// <c>DASHBOARD__OTLP__PRIMARYAPIKEY</c> and <c>__SECONDARYAPIKEY</c>, sent by services in <c>x-otlp-api-key</c>. Null accepts everybody,
    /// which is possible on loopback alone (<c>DASHBOARD__OTLP__AUTHMODE=Unsecured</c>, the default without a key).
    /// </summary>
    public required ApiKeys? Keys { get; init; }

    /// <summary>Which pages of other origins may send; null: none.</summary>
    public required OtlpCors? Cors { get; init; }

    public static OtlpOptions Read(IConfiguration configuration, List<string> faults)
    {
        var urls = DashboardOptions.ReadUrls(configuration[HttpVariable] ?? "http://localhost:18890", HttpVariable, faults);
        var grpcUrls = DashboardOptions.ReadUrls(configuration[GrpcVariable] ?? "", GrpcVariable, faults);
        var keys = ApiKeys.Read(configuration, "Otlp", [.. urls, .. grpcUrls], faults);
        if (keys is null && !urls.Concat(grpcUrls).All(url => url.IsLoopback))
        {
            faults.Add($"{HttpVariable} or {GrpcVariable} can be reached from other machines, so telemetry needs a key. Set DASHBOARD__OTLP__PRIMARYAPIKEY.");
        }

        return new OtlpOptions { HttpUrls = urls, GrpcUrls = grpcUrls, Keys = keys, Cors = OtlpCors.Read(configuration, faults) };
    }
}
