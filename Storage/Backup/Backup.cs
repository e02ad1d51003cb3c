namespace Belfry.Storage.Backup;

/// <summary>What is known about a backup.</summary>
public enum BackupState
{
    /// <summary>Taken, but nobody has restored it yet.</summary>
    Unverified,

    /// <summary>It was read back from the archive, restored, compared with its checksum and passed SQLite's own checks.</summary>
    Verified,

    /// <summary>The last verification failed: do not rely on it.</summary>
    Failed,
}

/// <summary>One snapshot in the archive with the result of its newest verification.</summary>
/// <param name="Id">When it was taken, such as <c>20261121T011426.123Z</c>; unique in its database.</param>
/// <param name="TakenAt">The moment whose state it holds, to the millisecond.</param>
/// <param name="Bytes">Size in the archive.</param>
/// <param name="State">What is known about it.</param>
/// <param name="VerifiedAt">When the newest verification ended; null when there was none.</param>
/// <param name="RestoreTime">How long the newest verification took to restore and check it; null when there was none or it failed before.</param>
/// <param name="Reason">Why the newest verification failed, one sentence; null when it did not.</param>
public sealed record Backup(
    string Id, DateTimeOffset TakenAt, long Bytes, BackupState State, DateTimeOffset? VerifiedAt, TimeSpan? RestoreTime, string? Reason)
{
    /// <summary>The snapshot's name in the archive, such as <c>appdb/lineages/.../snapshots/0000000000000000-20261121T011426.123Z.snapshot</c>.</summary>
    public required string ObjectName { get; init; }
}
