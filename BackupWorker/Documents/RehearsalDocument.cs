namespace Belfry.BackupWorker.Documents;

/// <summary>A drill that ended, well or not.</summary>
/// <param name="EndedAt">When, UTC.</param>
/// <param name="Drill">What was restored; null when it failed.</param>
/// <param name="Reason">Why it failed; null when it did not.</param>
internal sealed record RehearsalDocument(DateTime EndedAt, DrillDocument? Drill, string? Reason);

/// <summary>The newest drills since the start of the service, newest first.</summary>
internal sealed record RehearsalListDocument(IReadOnlyList<RehearsalDocument> Drills);
