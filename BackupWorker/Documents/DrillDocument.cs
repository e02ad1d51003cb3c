namespace Belfry.BackupWorker.Documents;

/// <summary>A drill that ended well. Times are UTC.</summary>
/// <param name="Id">The commit that was restored, as <c>LINEAGE/POSITION</c>.</param>
/// <param name="At">When it was committed.</param>
/// <param name="Bytes">The size of the restored database.</param>
/// <param name="Milliseconds">How long the restore took, checks included.</param>
internal sealed record DrillDocument(string Id, DateTime At, long Bytes, long Milliseconds);
