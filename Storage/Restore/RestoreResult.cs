namespace Belfry.Storage.Restore;

/// <summary>What a restore produced. It passed its checksum, <c>integrity_check</c> and <c>foreign_key_check</c>.</summary>
/// <param name="Lineage">The history it comes from.</param>
/// <param name="Position">The last commit it holds.</param>
/// <param name="Time">When that commit was seen.</param>
/// <param name="Bytes">Size of the database.</param>
/// <param name="SnapshotSha256">Hash of the snapshot object that was read, in lower-case hex.</param>
public sealed record RestoreResult(string Lineage, long Position, DateTimeOffset Time, long Bytes, string SnapshotSha256)
{
    /// <summary>What an earlier, killed restore to the same file had left was removed, and this one started from the beginning.</summary>
    public bool StartedAgain { get; init; }
}
