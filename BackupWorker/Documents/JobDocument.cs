namespace Belfry.BackupWorker.Documents;

/// <summary>A piece of work that somebody asked the service for. Times are UTC.</summary>
/// <param name="Id">Such as <c>7</c>; counted from the start of the service.</param>
/// <param name="Kind"><c>backup</c>, <c>verify</c>, <c>drill</c>, <c>restore</c>, <c>undo</c>, <c>prune</c>, <c>compare</c> or <c>checkpoint</c>.</param>
/// <param name="State"><c>running</c>, <c>done</c> or <c>failed</c>.</param>
/// <param name="EndedAt">Null while it runs.</param>
/// <param name="Step">What it is doing, in words; null before the first step.</param>
/// <param name="Progress">How much of this step is done, 0 to 1; null where that cannot be told.</param>
/// <param name="Summary">How it ended, in a sentence; null while it runs and when it failed.</param>
/// <param name="Fault">What stopped it; null unless it failed.</param>
/// <param name="Backup">Of a <c>backup</c> or <c>verify</c> that is done.</param>
/// <param name="Drill">Of a <c>drill</c> that is done.</param>
/// <param name="Restored">Of a <c>restore</c> or <c>undo</c> that is done.</param>
/// <param name="Pruned">Of a <c>prune</c> that is done.</param>
/// <param name="Compared">Of a <c>compare</c> that is done.</param>
internal sealed record JobDocument(
    string Id,
    string Kind,
    string State,
    DateTime StartedAt,
    DateTime? EndedAt = null,
    string? Step = null,
    double? Progress = null,
    string? Summary = null,
    FaultDocument? Fault = null,
    BackupDocument? Backup = null,
    DrillDocument? Drill = null,
    RestoredDocument? Restored = null,
    PruneDocument? Pruned = null,
    ComparisonDocument? Compared = null)
{
    public const string Running = "running";
    public const string Done = "done";
    public const string Failed = "failed";
}

/// <summary>The newest jobs since the start of the service, newest first.</summary>
internal sealed record JobListDocument(IReadOnlyList<JobDocument> Jobs);

/// <summary>What somebody asks for.</summary>
/// <param name="Kind">As in <see cref="JobDocument"/>.</param>
/// <param name="Backup">Of a <c>verify</c>, <c>restore</c> or <c>compare</c>: <c>latest</c>, a backup's id or the beginning of one, or a name. <c>latest</c> when both this and <paramref name="At"/> are null.</param>
/// <param name="At">Of a <c>restore</c> or <c>compare</c>: the moment, as <c>belfry restore --at</c> takes it.</param>
/// <param name="OtherSchema">Of a <c>restore</c>: whether a point from before a migration is allowed; the application must be started again afterwards.</param>
internal sealed record JobRequestDocument(string? Kind, string? Backup = null, string? At = null, bool OtherSchema = false);
