using Belfry.Storage.Backup;

namespace Belfry.Storage.Restore;

/// <summary>What to restore: the newest state, the state at a moment, a backup, a named point, or an exact commit.</summary>
public sealed record RestorePoint
{
    private RestorePoint()
    {
    }

    /// <summary>The newest commit in the archive.</summary>
    public static RestorePoint Latest { get; } = new();

    internal DateTimeOffset? Time { get; private init; }

    internal string? BackupId { get; private init; }

    internal string? Name { get; private init; }

    internal string? Lineage { get; private init; }

    internal long Position { get; private init; }

    /// <summary>The last commit at or before a moment.</summary>
    public static RestorePoint At(DateTimeOffset time) => new() { Time = time };

    /// <summary>Exactly the state of one backup.</summary>
    /// <param name="id">Such as <c>20261121T011426.123Z</c>.</param>
    public static RestorePoint Backup(string id) => new() { BackupId = id };

    /// <summary>Exactly the snapshot of this object: other lineages may have one of the same millisecond, and so of the same id.</summary>
    internal static RestorePoint Snapshot(string objectName) =>
        ArchiveNames.TryReadSnapshot(objectName, out var lineage, out var position, out var time)
            ? new() { BackupId = ArchiveTime.Text(time), Lineage = lineage, Position = position }
            : throw new ArgumentException($"{objectName} is not the name of a snapshot.", nameof(objectName));

    /// <summary>Exactly one commit.</summary>
    /// <param name="lineage">Such as <c>20261121T011426.123Z-000007-9f3a</c>.</param>
    /// <param name="position">From 0, the lineage's first snapshot.</param>
    public static RestorePoint Commit(string lineage, long position) => new() { Lineage = lineage, Position = position };

    /// <summary>The commit that was given a name.</summary>
    /// <param name="name">Such as <c>before-upgrade</c>.</param>
    public static RestorePoint Named(string name) => new() { Name = name };

    /// <inheritdoc/>
    public override string ToString() => (Time, BackupId, Lineage) switch
    {
        _ when Name is not null => $"the point \"{Name}\"",
        ({ } time, _, _) => $"the state at {time.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC",
        (_, { } id, _) => $"backup {id}",
        (_, _, { } lineage) => $"commit {Position} of lineage {lineage}",
        _ => "the newest state",
    };
}
