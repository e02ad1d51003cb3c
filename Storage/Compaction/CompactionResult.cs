namespace Belfry.Storage.Compaction;

/// <summary>What a compaction did.</summary>
/// <param name="Made">Segments written, read back and proven now.</param>
/// <param name="Marked">Segments that they replace; a compaction after the grace period deletes them.</param>
/// <param name="Deleted">Segments deleted now, marked earlier.</param>
/// <param name="Refused">Segments that the target would not delete, for instance because these credentials may not; they stay marked.</param>
/// <param name="Pinned">Segments that stay for now because somebody reads them.</param>
public sealed record CompactionResult(
    IReadOnlyList<string> Made, IReadOnlyList<string> Marked, IReadOnlyList<string> Deleted, IReadOnlyList<string> Refused, IReadOnlyList<string> Pinned);

/// <summary>What a compaction is about to do.</summary>
public enum CompactionPhase
{
    /// <summary>To merge segments into a new one.</summary>
    Merging,

    /// <summary>To read the new one and its sources back and compare them.</summary>
    Proving,

    /// <summary>To mark the replaced ones, and to delete those that were marked long enough.</summary>
    Pruning,
}

/// <summary>Where a compaction is.</summary>
/// <param name="Phase">What it is about to do.</param>
/// <param name="Segment">The segment concerned; empty while pruning.</param>
public sealed record CompactionProgress(CompactionPhase Phase, string Segment);
