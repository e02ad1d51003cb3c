namespace Belfry.Dashboard.Otlp;

/// <summary>
/// Lets pages of other origins send telemetry from the browser. A page needs the key as any sender does; this only makes the browser
/// deliver its request and show it the answer.
/// </summary>
internal sealed class OtlpCors
{
    private readonly HashSet<string> _origins;
    private readonly string _headers;

    private OtlpCors(HashSet<string> origins, string headers) => (_origins, _headers) = (origins, headers);

    /// <summary>
    /// <c>DASHBOARD__OTLP__CORS__ALLOWEDORIGINS</c>: origins such as <c>http://localhost:5173</c>, separated by commas, or <c>*</c> for all.
    /// <c>DASHBOARD__OTLP__CORS__ALLOWEDHEADERS</c>: headers beside those that OTLP needs, or <c>*</c> for any.
    /// </summary>
    public static OtlpCors? Read(IConfiguration configuration, List<string> faults)
    {
        var origins = Split(configuration["Dashboard:Otlp:Cors:AllowedOrigins"]).Select(origin => origin.TrimEnd('/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var origin in origins.Where(origin => origin != "*" && !IsOrigin(origin)))
        {
            faults.Add($"DASHBOARD__OTLP__CORS__ALLOWEDORIGINS has \"{origin}\". It must be an origin such as http://localhost:5173, or *.");
        }

        var headers = string.Join(", ", Split(configuration["Dashboard:Otlp:Cors:AllowedHeaders"]).Union(["content-type", "content-encoding", "x-otlp-api-key"]));
        return origins.Count == 0 ? null : new OtlpCors(origins, headers);
    }

    /// <summary>Adds what the browser looks for. True when the request was the browser's question beforehand and is answered by that.</summary>
    public bool Answer(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Vary = "Origin";
        var origin = context.Request.Headers.Origin.ToString();
        var isAllowed = origin.Length > 0 && (_origins.Contains("*") || _origins.Contains(origin));
        if (isAllowed)
        {
            headers.AccessControlAllowOrigin = origin;
        }

        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            return false;
        }

        if (isAllowed)
        {
            headers.AccessControlAllowMethods = "POST";
            headers.AccessControlAllowHeaders = _headers.Contains('*') ? context.Request.Headers.AccessControlRequestHeaders : _headers;
            headers.AccessControlMaxAge = "600";
        }

        context.Response.StatusCode = isAllowed ? StatusCodes.Status204NoContent : StatusCodes.Status403Forbidden;
        return true;
    }

    private static string[] Split(string? list) => (list ?? "").Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.GetLeftPart(UriPartial.Authority).Equals(text, StringComparison.OrdinalIgnoreCase);
}
