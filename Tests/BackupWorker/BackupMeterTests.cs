using System.Diagnostics.Metrics;
using Belfry.BackupWorker;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;

namespace Belfry.Tests.BackupWorker;

public sealed class BackupMeterTests
{
    [Fact]
    public void Numbers_OfSeveralDatabases_SayWhichOneTheyAreOf()
    {
        using var meter = new BackupMeter(TimeProvider.System);
        var (first, notes) = (meter.For("appdb"), meter.For("notes"));
        var seen = new List<(string Instrument, object? Database, double Value)>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, self) => Enable(instrument, self, meter.Failures.Meter) };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => seen.Add((instrument.Name, Database(tags), value)));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add((instrument.Name, Database(tags), value)));
        listener.Start();

        first.Failed(new Fault(ExitCode.Failed, FaultCode.Files, "", "", ""));
        notes.Drilled(new DrillDocument("id", DateTime.UtcNow, 1, 2000));
        var newest = new Backup("20261121T011426.123Z", DateTimeOffset.UtcNow, 4711, BackupState.Verified, null, null, null) { ObjectName = "" };
        notes.Stands(new Standing(RunningSince: null, newest, newest.TakenAt, LastFailure: null));
        listener.RecordObservableInstruments();

        Assert.Contains(("belfry.backup.failures", "appdb", 1), seen);
        Assert.Contains(("belfry.backup.drill.duration", "notes", 2), seen);
        Assert.Equal(("belfry.backup.newest.size", "notes", 4711), Assert.Single(seen, measured => measured.Instrument == "belfry.backup.newest.size"));
    }

    /// <summary>Tests that run beside this one have meters of the same name.</summary>
    private static void Enable(Instrument instrument, MeterListener listener, Meter meter)
    {
        if (instrument.Meter == meter)
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static object? Database(ReadOnlySpan<KeyValuePair<string, object?>> tags) => tags.ToArray().Single(tag => tag.Key == BackupTelemetry.DatabaseTag).Value;
}
