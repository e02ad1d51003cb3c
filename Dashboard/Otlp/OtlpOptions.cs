namespace Belfry.Dashboard.Otlp;

/// <summary>Who may send telemetry, and where to.</summary>
internal sealed class OtlpOptions
{
    /// <summary><c>ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL</c>; default <c>http://localhost:18890</c>.</summary>
    public required IReadOnlyList<Uri> HttpUrls { get; init; }

    /// <summary><c>ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL</c>; none unless it is set.</summary>
    public required IReadOnlyList<Uri> GrpcUrls { get; init; }

    /// <summary>
    /// <c>DASHBOARD__OTLP__PRIMARYAPIKEY</c>, sent by services in <c>x-otlp-api-key</c>. Null accepts everybody, which is
    /// possible on loopback alone (<c>DASHBOARD__OTLP__AUTHMODE=Unsecured</c>, the default without a key).
    /// </summary>
    public required string? ApiKey { get; init; }

    public static OtlpOptions Read(IConfiguration configuration, List<string> faults)
    {
        const string UrlVariable = "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL";
        var urls = DashboardOptions.ReadUrls(configuration[UrlVariable] ?? "http://localhost:18890", UrlVariable, faults);
        const string GrpcVariable = "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL";
        var grpcUrls = DashboardOptions.ReadUrls(configuration[GrpcVariable] ?? "", GrpcVariable, faults);
        var key = configuration["Dashboard:Otlp:PrimaryApiKey"] is { Length: > 0 } given ? given : null;
        var mode = configuration["Dashboard:Otlp:AuthMode"] ?? (key is null ? "Unsecured" : "ApiKey");
        switch (mode)
        {
            case "ApiKey" when key is null:
                faults.Add("DASHBOARD__OTLP__AUTHMODE is ApiKey, but DASHBOARD__OTLP__PRIMARYAPIKEY is empty. Set the key that services send in x-otlp-api-key.");
                break;
            case "ApiKey":
                break;
            case "Unsecured" when urls.Concat(grpcUrls).All(url => url.IsLoopback):
                key = null;
                break;
            case "Unsecured":
                faults.Add($"{UrlVariable} or {GrpcVariable} can be reached from other machines, so telemetry needs a key. Set DASHBOARD__OTLP__PRIMARYAPIKEY.");
                break;
            default:
                faults.Add($"DASHBOARD__OTLP__AUTHMODE is \"{mode}\". It can be ApiKey or Unsecured.");
                break;
        }

        return new OtlpOptions { HttpUrls = urls, GrpcUrls = grpcUrls, ApiKey = key };
    }
}
