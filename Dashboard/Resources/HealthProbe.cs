using System.Net.Http.Headers;
using System.Text.Json;

namespace Belfry.Dashboard.Resources;

/// <summary>What a health endpoint said. <paramref name="Reached"/> is false when nothing answered.</summary>
internal sealed record HealthAnswer(bool Reached, string Status, List<HealthReport> Reports);

/// <summary>
/// Asks one health endpoint once: at most <see cref="Patience"/> and <see cref="MaxBodyBytes"/>, no redirects, no cookies. Success is healthy unless the body
/// says otherwise; the body may list checks as ASP.NET Core health endpoints usually do:
/// <c>{"status":"Degraded","checks":[{"name":"disk","status":"Degraded","description":"8 % free"}]}</c> (or an object by name, also as <c>entries</c> or <c>results</c>).
/// </summary>
internal sealed class HealthProbe(TimeProvider clock) : IDisposable
{
    public const int MaxBodyBytes = 64 * 1024;
    private const int MaxReports = 32;
    private const int MaxTextLength = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, ConnectTimeout = Patience, MaxResponseHeadersLength = 16,
        PooledConnectionLifetime = TimeSpan.FromMinutes(1), // so that a changed address is noticed
    })
    {
        DefaultRequestHeaders = { Accept = { new MediaTypeWithQualityHeaderValue("application/json"), new MediaTypeWithQualityHeaderValue("*/*", 0.5) } },
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<HealthAnswer> AskAsync(Uri address, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        try
        {
            using var response = await _http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return Read((int)response.StatusCode, await BodyAsync(response, patience.Token));
        }
        catch (OperationCanceledException)
        {
            return Unreached($"No answer within {Patience.TotalSeconds:0} seconds.");
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException)
        {
            return Unreached((fault as HttpRequestException)?.HttpRequestError switch
            {
                HttpRequestError.ConnectionError => $"Nothing answers at {address.Authority}.",
                HttpRequestError.NameResolutionError => $"The name {address.Host} is not known here.",
                HttpRequestError.SecureConnectionError => "The certificate was not accepted.",
                _ => "The connection broke.",
            });
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Empty when the body is longer than the bound.</summary>
    private static async Task<ReadOnlyMemory<byte>> BodyAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new byte[MaxBodyBytes + 1];
        await using var stream = await response.Content.ReadAsStreamAsync(cancellationToken);
        var length = await stream.ReadAtLeastAsync(body, body.Length, throwOnEndOfStream: false, cancellationToken);
        return length > MaxBodyBytes ? default : body.AsMemory(0, length);
    }

    private HealthAnswer Unreached(string why) => new(false, "Unhealthy", [new HealthReport("answer", "Unhealthy", why, clock.GetUtcNow())]);

    private HealthAnswer Read(int code, ReadOnlyMemory<byte> body)
    {
        var isSuccess = code is >= 200 and < 300;
        string? said = null;
        var reports = new List<HealthReport>();
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 16 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                said = Status(document.RootElement);
                ReadReports(document.RootElement, reports);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            // Not JSON, or text in it that is no Unicode ("\ud800"): the status code says it all.
            said = null;
            reports.Clear();
        }

        // A body that says healthy does not outweigh a failure's code.
        var status = isSuccess ? said ?? "Healthy" : said is "Degraded" ? said : "Unhealthy";
        if (reports.Count == 0)
        {
            reports.Add(new HealthReport("answer", status, $"HTTP {code}", clock.GetUtcNow()));
        }

        return new HealthAnswer(true, status, reports);
    }

    private void ReadReports(JsonElement root, List<HealthReport> reports)
    {
        if (!(root.TryGetProperty("checks", out var checks) || root.TryGetProperty("entries", out checks) || root.TryGetProperty("results", out checks)))
        {
            return;
        }

        if (checks.ValueKind == JsonValueKind.Array)
        {
            foreach (var check in checks.EnumerateArray().Where(check => check.ValueKind == JsonValueKind.Object).Take(MaxReports))
            {
                reports.Add(Report(Text(check, "name") ?? "check", check));
            }
        }
        else if (checks.ValueKind == JsonValueKind.Object)
        {
            foreach (var check in checks.EnumerateObject().Where(check => check.Value.ValueKind == JsonValueKind.Object).Take(MaxReports))
            {
                reports.Add(Report(Cut(check.Name), check.Value));
            }
        }
    }

    private HealthReport Report(string name, JsonElement check) => new(name, Status(check), Text(check, "description"), clock.GetUtcNow());

    private static string? Status(JsonElement element) => Text(element, "status") is { } status
        ? Array.Find(["Healthy", "Degraded", "Unhealthy"], known => known.Equals(status, StringComparison.OrdinalIgnoreCase)) : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? Cut(value.GetString()!) : null;

    private static string Cut(string text) => text.Length <= MaxTextLength ? text : text[..MaxTextLength] + "…";
}
