using System.Text;

namespace Belfry.Dashboard.Live;

/// <summary><c>GET /api/live</c>: server-sent events, each the topics that changed (<c>data: Logs, Traces</c>).</summary>
internal static class LiveEndpoint
{
    /// <summary>The first change is told at once; those within this time after it become one more event.</summary>
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    public static void MapLive(this IEndpointRouteBuilder app) => app.MapGet("/api/live", (RequestDelegate)StreamAsync);

    private static async Task StreamAsync(HttpContext context)
    {
        var lifetime = context.RequestServices.GetRequiredService<IHostApplicationLifetime>();
        using var listener = context.RequestServices.GetRequiredService<LiveUpdates>().Subscribe();
        if (listener is null)
        {
            await Problems.WriteAsync(context, 503, "Too many pages", $"{LiveUpdates.MaxListeners} dashboard pages are open already. Close one and reload this one.");
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        try
        {
            await SendAsync(context.Response, "retry: 1000\n\n", stop.Token);
            while (true)
            {
                if (!await listener.WaitAsync(Heartbeat, stop.Token))
                {
                    await SendAsync(context.Response, ":\n\n", stop.Token);
                    continue;
                }

                await SendAsync(context.Response, $"data: {listener.Take()}\n\n", stop.Token);
                await Task.Delay(Gather, stop.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The page was closed or the dashboard stops.
        }
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken cancellationToken)
    {
        await response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
