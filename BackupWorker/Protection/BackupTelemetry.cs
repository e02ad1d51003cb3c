using System.Diagnostics;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Streaming;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Protection;

/// <summary>What the worker tells of one database under the name <c>Belfry.Backup</c>: a span per job, and numbers, measured whenever somebody asks for them.</summary>
internal sealed class BackupTelemetry(BackupMeter meter, string database, TimeProvider time)
{
    public const string Name = "Belfry.Backup";

    /// <summary>The tag of spans and numbers that says which database they are of.</summary>
    public const string DatabaseTag = "belfry.database";

    public static readonly ActivitySource Source = new(Name);

    private Standing? _standing;
    private CommitStream? _stream;

    public KeyValuePair<string, object?> Tag { get; } = new(DatabaseTag, database);

    public double? Age => _standing?.GoodAt is { } at ? (time.GetUtcNow() - at).TotalSeconds : null;

    public double? Size => _standing?.NewestGood?.Bytes;

    public double? Lag => _stream?.Lag?.TotalSeconds;

    public double? WalBytes => _stream?.Status.WalBytes;

    public void Stands(Standing standing) => _standing = standing;

    public void Follows(CommitStream stream) => _stream = stream;

    public void Succeeded(Backup backup, TimeSpan took)
    {
        meter.Duration.Record(took.TotalSeconds, Tag);
        meter.RestoreTime.Record(backup.RestoreTime?.TotalSeconds ?? 0, Tag);
    }

    public void Drilled(DrillDocument drill) => meter.DrillTime.Record(drill.Milliseconds / 1000d, Tag);

    public void Failed(Fault fault) => meter.Failures.Add(1, Tag, new KeyValuePair<string, object?>("error.type", fault.Code));
}
