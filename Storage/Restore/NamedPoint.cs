namespace Belfry.Storage.Restore;

/// <summary>A commit that was given a name. Retention and compaction keep it restorable.</summary>
/// <param name="Name">Such as <c>before-upgrade</c>: 1 to 63 of a-z, 0-9 and the hyphen.</param>
/// <param name="Lineage">The history it lies in.</param>
/// <param name="Position">The commit.</param>
/// <param name="Time">When that commit was seen.</param>
/// <param name="CreatedAt">When it was named.</param>
/// <param name="KeepUntil">From then on retention may let it go, name and all; null: kept until it is removed.</param>
public sealed record NamedPoint(
    string Name, string Lineage, long Position, DateTimeOffset Time, DateTimeOffset CreatedAt, DateTimeOffset? KeepUntil);
