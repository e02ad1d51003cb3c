using System.Text;
using Belfry.Dashboard.Live;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Records;
using Belfry.Dashboard.Runs;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;

namespace Belfry.Dashboard.Telemetry;

/// <summary>
/// <c>follow=true</c>: newline-delimited JSON, a line per record as it arrives. Nothing is queued for a follower: it reads the stores from
/// where it was. One that is too slow finds its next records pushed out by newer ones and is told how many: <c>{"lost":1200}</c>.
/// Bounded by <see cref="MaxFollowers"/>.
/// </summary>
internal sealed class TelemetryFollower(LiveUpdates live, IHostApplicationLifetime lifetime) : IDisposable
{
    public const int MaxFollowers = 16;
    private const int RecordsAtOnce = 256;

    /// <summary>An empty line is sent this often, so that a follower that went away is noticed.</summary>
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim _places = new(MaxFollowers);

    /// <summary>Logs or spans from now on; with a limit, the newest of those already here come first.</summary>
    public Task FollowAsync(HttpContext context, TelemetryStores stores, Signal signal, TelemetryQuery query)
    {
        var next = signal == Signal.Logs ? stores.Logs.Next : stores.Traces.NextSpan;
        var earlier = Earlier(stores, signal, query, next);
        return FollowAsync(context, () =>
        {
            if (Interlocked.Exchange(ref earlier, null) is { Items.Count: > 0 } first)
            {
                return Lines(signal, first);
            }

            var batch = new RecordBatch(RecordsAtOnce);
            next = signal == Signal.Logs ? stores.Logs.Follow(query.Logs, next, batch) : stores.Traces.FollowSpans(query.Traces, next, batch);
            return Lines(signal, batch);
        });
    }

    /// <summary>Sends what <paramref name="take"/> gives until it gives nothing, then waits for the stores to change.</summary>
    public async Task FollowAsync(HttpContext context, Func<IEnumerable<byte[]>> take)
    {
        using var listener = live.Subscribe();
        if (listener is null || !await _places.WaitAsync(0))
        {
            await Problems.WriteAsync(context, 503, "Too many followers", $"At most {MaxFollowers} requests follow telemetry at once. End one of them.");
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            Begin(context);
            await context.Response.Body.FlushAsync(stop.Token);
            while (true)
            {
                var isIdle = true;
                foreach (var line in take())
                {
                    isIdle = false;
                    await context.Response.Body.WriteAsync(line, stop.Token);
                }

                await context.Response.Body.FlushAsync(stop.Token);
                if (isIdle && await listener.WaitAsync(Heartbeat, stop.Token))
                {
                    listener.Take();
                }
                else if (isIdle)
                {
                    await context.Response.Body.WriteAsync("\n"u8.ToArray(), stop.Token);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The follower went away or the dashboard stops.
        }
        finally
        {
            _places.Release();
        }
    }

    private static RecordBatch? Earlier(TelemetryStores stores, Signal signal, TelemetryQuery query, long before)
    {
        if (query.Limit is not { } limit)
        {
            return null;
        }

        var batch = new RecordBatch(limit);
        if (signal == Signal.Logs)
        {
            stores.Logs.Collect(query.Logs with { Before = before }, batch);
        }
        else
        {
            stores.Traces.CollectSpans(query.Traces, before, batch);
        }

        batch.Items.Reverse();
        return batch;
    }

    private static IEnumerable<byte[]> Lines(Signal signal, RecordBatch batch)
    {
        var lines = batch.Items.Select(item => OtlpLine.Of(signal, item.Scope, item.Record));
        return batch.Lost > 0 ? lines.Prepend(LostLine(batch.Lost)) : lines;
    }

    public static byte[] LostLine(long records) => Encoding.UTF8.GetBytes($"{{\"lost\":{records}}}\n");

    public void Dispose() => _places.Dispose();

    private static void Begin(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson";
        context.Response.Headers["X-Accel-Buffering"] = "no"; // a proxy in front should pass each line on at once
        // A follower may rest (a pager, a stopped process); it costs one of few places and no queue.
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }
}
