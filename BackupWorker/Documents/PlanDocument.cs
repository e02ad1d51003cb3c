using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Documents;

/// <summary>What a restore would read from the archive.</summary>
/// <param name="Lineage">The history it comes from.</param>
/// <param name="Snapshot">The object it starts with.</param>
/// <param name="Segments">How many segments are applied after it.</param>
/// <param name="Bytes">What is read at most.</param>
/// <param name="ExpectedMilliseconds">How long it will take, judged by the newest proven backup; null when there is none.</param>
internal sealed record PlanDocument(string Lineage, string Snapshot, int Segments, long Bytes, long? ExpectedMilliseconds)
{
    public static PlanDocument Of(RestorePlan plan) => new(plan.Lineage, plan.Snapshot, plan.Segments.Count, plan.Bytes, (long?)plan.ExpectedTime?.TotalMilliseconds);
}
