namespace Belfry.Storage.Following;

/// <summary>What a follower was doing a moment ago. Immutable.</summary>
/// <param name="Lineage">The lineage being written; null until its first snapshot is complete.</param>
/// <param name="Position">The last commit in the archive.</param>
/// <param name="CommitAt">When that commit was seen.</param>
/// <param name="ArchivedAt">When it was on disk in the archive.</param>
/// <param name="CheckedAt">The archive holds every commit that was made before this moment.</param>
/// <param name="WalBytes">Size of the WAL that commits were last read from.</param>
/// <param name="Failure">Why the follower is behind: the last failure, until a try succeeds; null when all is well.</param>
/// <param name="LineageReason">Why the present lineage began, one sentence.</param>
public sealed record FollowerStatus(
    string? Lineage,
    long Position,
    DateTimeOffset? CommitAt,
    DateTimeOffset? ArchivedAt,
    DateTimeOffset? CheckedAt,
    long WalBytes,
    string? Failure,
    string? LineageReason)
{
    /// <summary>The number of the newest look after which the archive held every commit made before it, as <see cref="Follower.LookNow"/> gives it: a clock that is set does not touch it. 0 before the first.</summary>
    public long Look { get; init; }

    /// <summary>Since when the WAL could not be copied into the database file, so that it grows (<see cref="WalBytes"/>); null when it can be. Short reads cause a second or two.</summary>
    public DateTimeOffset? WalBlockedSince { get; init; }

    /// <summary>What keeps the WAL from being copied, one sentence; null when nothing does.</summary>
    public string? WalBlockedBy { get; init; }

    /// <summary>The epoch of the lease under which this follower writes; 0 while it has none.</summary>
    public uint Epoch { get; init; }

    /// <summary>Whether the lease rests on claims and waiting, because the archive's place does not refuse taken names.</summary>
    public bool LeaseByClaims { get; init; }
}
