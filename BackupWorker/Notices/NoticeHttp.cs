namespace Belfry.BackupWorker.Notices;

/// <summary>Sends to addresses that are secrets: without the spans that would carry them into the telemetry.</summary>
internal static class NoticeHttp
{
    // Without a propagator the handler makes no activity at all.
    public static HttpClient Client { get; } = new(new SocketsHttpHandler { ActivityHeadersPropagator = null, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = TimeSpan.FromSeconds(10),
    };
}
