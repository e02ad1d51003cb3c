using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Belfry.Storage;

/// <summary>
/// What Storage tells about itself under the name <c>Belfry.Storage</c>. Spans: <c>read NAME</c> and <c>write NAME</c> (children of the
/// caller's span; NAME is the calling method) and <c>commit</c> (one per batch, linked from each of its writes). Tags follow the
/// OpenTelemetry database conventions.
/// </summary>
public static class StorageTelemetry
{
    /// <summary>The name of both the activity source and the meter.</summary>
    public const string Name = "Belfry.Storage";

    internal static readonly ActivitySource Source = new(Name);

    private static readonly Meter Meter = new(Name);

    // From the 50 µs of a commit that others paid the flush for, to a disk that hangs. Without this a receiver gets buckets of whole seconds.
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    };

    private static readonly InstrumentAdvice<int> Requests = new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024] };

    internal static readonly Histogram<int> BatchRequests =
        Meter.CreateHistogram<int>("belfry.storage.batch.requests", "{request}", "Write requests in one commit.", tags: null, Requests);

    internal static readonly Histogram<double> QueueWait =
        Meter.CreateHistogram<double>("belfry.storage.queue.wait", "s", "From asking for a write to its start.", tags: null, Seconds);

    internal static readonly Histogram<double> CommitTime =
        Meter.CreateHistogram<double>("belfry.storage.commit.duration", "s", "The COMMIT of a batch, with its flush to disk.", tags: null, Seconds);

    internal static readonly Histogram<double> CheckpointTime =
        Meter.CreateHistogram<double>("belfry.storage.checkpoint.duration", "s", "Copying the WAL into the database file.", tags: null, Seconds);

    internal static readonly Gauge<long> WalBytes =
        Meter.CreateGauge<long>("belfry.storage.wal.size", "By", "How much of the WAL is in use after the last commit.");

    internal static Activity? StartDetached(string verb, string operation, string path)
    {
        if (!Source.HasListeners())
        {
            return null;
        }

        // The span may end on another thread: it must not stay the current one of the caller.
        var current = Activity.Current;
        var span = Source.StartActivity($"{verb} {operation}", ActivityKind.Client);
        Activity.Current = current;
        span?.SetTag("db.system.name", "sqlite");
        span?.SetTag("db.namespace", System.IO.Path.GetFileName(path));
        span?.SetTag("db.operation.name", operation);
        return span;
    }

    internal static void Fail(Activity? span, Exception failure)
    {
        span?.SetStatus(ActivityStatusCode.Error, failure.Message);
        span?.SetTag("error.type", failure is StorageException storage ? storage.Error.ToString() : failure.GetType().FullName);
    }
}
