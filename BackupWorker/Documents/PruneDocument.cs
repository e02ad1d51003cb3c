using Belfry.Storage.Retention;

namespace Belfry.BackupWorker.Documents;

/// <summary>What a pruning did or would do.</summary>
/// <param name="Kept">How many backups stay.</param>
/// <param name="Doomed">The ids of the backups that go.</param>
/// <param name="Unneeded">How many objects nothing needs, marked or not.</param>
/// <param name="Marked">How many were marked now.</param>
/// <param name="Deleted">How many were deleted now, marked earlier.</param>
/// <param name="Pinned">How many stay for now because somebody reads them.</param>
/// <param name="Refused">How many the archive would not delete.</param>
internal sealed record PruneDocument(int Kept, IReadOnlyList<string> Doomed, int Unneeded, int Marked, int Deleted, int Pinned, int Refused)
{
    public static PruneDocument Of(RetentionPlan plan) => new(plan.Kept.Count, [.. plan.Doomed.Select(backup => backup.Id)], plan.Objects.Count, 0, 0, 0, 0);

    public static PruneDocument Of(PruneResult result) => Of(result.Plan) with
    {
        Marked = result.Marked.Count,
        Deleted = result.Deleted.Count,
        Pinned = result.Pinned.Count,
        Refused = result.Refused.Count,
    };
}
