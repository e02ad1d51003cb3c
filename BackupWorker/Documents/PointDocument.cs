using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Documents;

/// <summary>A commit with a name. Times are UTC.</summary>
/// <param name="Name">Such as <c>before-upgrade</c>; <c>undo-...</c> was made by a restore into the live database, or before an upgrade.</param>
/// <param name="Commit">The commit, as <c>LINEAGE/POSITION</c>.</param>
/// <param name="At">When it was seen.</param>
/// <param name="KeepUntil">From then on it may go; null: kept until the name is removed.</param>
internal sealed record PointDocument(string Name, string Commit, DateTime At, DateTime? KeepUntil)
{
    public static PointDocument Of(NamedPoint point) => new(point.Name, $"{point.Lineage}/{point.Position}", point.Time.UtcDateTime, point.KeepUntil?.UtcDateTime);
}

/// <summary>The name that was removed. The others are not told with it: to remove one that cannot be read, none is read.</summary>
internal sealed record RemovedPointDocument(string Removed);

/// <summary>The named points in the archive.</summary>
internal sealed record PointListDocument(IReadOnlyList<PointDocument> Points)
{
    public static PointListDocument Of(IEnumerable<NamedPoint> points) => new(
        [.. points.Select(PointDocument.Of)]);
}
