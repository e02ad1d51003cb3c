using System.Diagnostics.Metrics;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// The numbers that the worker tells under the name <see cref="BackupTelemetry.Name"/> and that an alarm should watch, each tagged with the database that it is of. The age grows
/// by itself between backups, so a worker that has stopped trying is seen too.
/// </summary>
internal sealed class BackupMeter : IDisposable
{
    private static readonly InstrumentAdvice<double> Seconds = new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800] };

    private readonly Meter _meter = new(BackupTelemetry.Name);
    private readonly TimeProvider _time;
    private volatile BackupTelemetry[] _databases = [];

    public BackupMeter(TimeProvider time)
    {
        _time = time;
        Duration = _meter.CreateHistogram<double>("belfry.backup.duration", "s", "From the start of a job to its proof.", tags: null, Seconds);
        RestoreTime = _meter.CreateHistogram<double>("belfry.backup.restore.duration", "s", "Restoring a backup to check it.", tags: null, Seconds);
        DrillTime = _meter.CreateHistogram<double>("belfry.backup.drill.duration", "s", "Restoring and checking a random moment.", tags: null, Seconds);
        Failures = _meter.CreateCounter<long>("belfry.backup.failures", "{failure}", "Jobs that ended without a verified backup, and proofs and drills that failed.");
        Gauge("belfry.backup.newest.age", "s", "Age of the newest verified backup.", database => database.Age);
        Gauge("belfry.backup.newest.size", "By", "Size of the newest verified backup in the archive.", database => database.Size);
        Gauge("belfry.backup.lag", "s", "The archive holds every commit that is older than this.", database => database.Lag);
        Gauge("belfry.backup.wal.size", "By", "Size of the WAL that commits are read from.", database => database.WalBytes);
    }

    public Histogram<double> Duration { get; }

    public Histogram<double> RestoreTime { get; }

    public Histogram<double> DrillTime { get; }

    public Counter<long> Failures { get; }

    /// <summary>The numbers of one database. Not to be called by several threads at once.</summary>
    public BackupTelemetry For(string database)
    {
        var telemetry = new BackupTelemetry(this, database, _time);
        _databases = [.. _databases, telemetry];
        return telemetry;
    }

    public void Dispose() => _meter.Dispose();

    /// <summary>Nothing rather than a zero where there is no number: an age of zero would look perfect.</summary>
    private void Gauge(string name, string unit, string description, Func<BackupTelemetry, double?> measure) => _meter.CreateObservableGauge(
        name,
        () => _databases.Where(database => measure(database) is not null).Select(database => new Measurement<double>(measure(database) ?? 0, database.Tag)),
        unit,
        description);
}
