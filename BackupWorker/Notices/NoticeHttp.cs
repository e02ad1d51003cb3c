using Belfry.BackupWorker.Options;

namespace Belfry.BackupWorker.Notices;

/// <summary>Sends to addresses that are secrets: without the spans that would carry them into the telemetry.</summary>
internal static class NoticeHttp
{
    // Without a propagator the handler makes no activity at all.
    public static HttpClient Client { get; } = new(new SocketsHttpHandler { ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };

    /// <summary>Brings a notice to the webhook, in one try.</summary>
    /// <exception cref="HttpRequestException">The webhook did not take it; or <see cref="TaskCanceledException"/>: it does not answer.</exception>
    public static async Task PostAsync(Notice notice, NoticeOptions options, CancellationToken cancellation)
    {
        using var request = notice.RequestTo(new Uri(options.Webhook), options.Format);
        using var response = await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Why a notice was not taken, without the address.</summary>
    public static string Why(Exception failure) => failure is HttpRequestException { StatusCode: { } status } ? $"It answers {(int)status}." : "It does not answer.";
}
