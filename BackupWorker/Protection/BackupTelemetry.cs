using System.Diagnostics;
using System.Diagnostics.Metrics;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Streaming;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// What the worker tells under the name <c>Belfry.Backup</c>: a span per job, and the numbers that an
/// alarm should watch. The age grows by itself between backups, so a worker that has stopped trying is seen too.
/// </summary>
internal sealed class BackupTelemetry : IDisposable
{
    public const string Name = "Belfry.Backup";

    public static readonly ActivitySource Source = new(Name);

    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800] };

    private readonly Meter _meter = new(Name);
    private readonly Histogram<double> _duration;
    private readonly Histogram<double> _restoreTime;
    private readonly Histogram<double> _drillTime;
    private readonly Counter<long> _failures;
    private Backup? _newestGood;

    public BackupTelemetry(TimeProvider time)
    {
        _duration = _meter.CreateHistogram<double>("belfry.backup.duration", "s", "From the start of a job to its proof.", tags: null, Seconds);
        _restoreTime = _meter.CreateHistogram<double>("belfry.backup.restore.duration", "s", "Restoring a backup to check it.", tags: null, Seconds);
        _drillTime = _meter.CreateHistogram<double>("belfry.backup.drill.duration", "s", "Restoring and checking a random moment.", tags: null, Seconds);
        _failures = _meter.CreateCounter<long>("belfry.backup.failures", "{failure}", "Jobs that ended without a verified backup, and drills that failed.");
        _meter.CreateObservableGauge("belfry.backup.newest.age", () => Measure(newest => (time.GetUtcNow() - newest.TakenAt).TotalSeconds), "s", "Age of the newest verified backup.");
        _meter.CreateObservableGauge("belfry.backup.newest.size", () => Measure(newest => newest.Bytes), "By", "Size of the newest verified backup in the archive.");
    }

    public void Stands(Backup? newestGood) => _newestGood = newestGood;

    /// <summary>Measures the stream whenever somebody asks for the numbers.</summary>
    public void Follows(CommitStream stream)
    {
        _meter.CreateObservableGauge("belfry.backup.lag", () => Measure(stream.Lag?.TotalSeconds), "s", "The archive holds every commit that is older than this.");
        _meter.CreateObservableGauge("belfry.backup.wal.size", () => Measure(stream.Status.WalBytes), "By", "Size of the WAL that commits are read from.");
    }

    public void Succeeded(Backup backup, TimeSpan took)
    {
        _duration.Record(took.TotalSeconds);
        _restoreTime.Record(backup.RestoreTime?.TotalSeconds ?? 0);
    }

    public void Drilled(DrillDocument drill) => _drillTime.Record(drill.Milliseconds / 1000d);

    public void Failed(Fault fault) => _failures.Add(1, new KeyValuePair<string, object?>("error.type", fault.Code));

    public void Dispose() => _meter.Dispose();

    /// <summary>Nothing rather than a zero while there is no verified backup: an age of zero would look perfect.</summary>
    private IEnumerable<Measurement<double>> Measure(Func<Backup, double> measure) =>
        Measure(_newestGood is { } newest ? measure(newest) : null);

    private static IEnumerable<Measurement<double>> Measure(double? value) => value is { } known ? [new Measurement<double>(known)] : [];
}
