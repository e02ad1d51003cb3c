namespace Belfry.BackupWorker.Documents;

/// <summary>A finished restore. The file was checked before it got its name.</summary>
/// <param name="Id">The backup that was restored; for a moment and in the live database the commit, as <c>LINEAGE/POSITION</c>.</param>
/// <param name="TakenAt">The moment whose state the file holds, UTC.</param>
/// <param name="File">The restored database, as a full path.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Milliseconds">How long it took, checks included.</param>
/// <param name="Replaced">Where the file that was there before is kept; null when there was none.</param>
/// <param name="Safety">The backup of what the live database held before; null for a file.</param>
/// <param name="LockedMilliseconds">How long nobody else could write to the live database; null for a file.</param>
/// <param name="Uploads">The uploaded files; null when the archive has none, or nobody asked for them.</param>
internal sealed record RestoredDocument(string Id, DateTime TakenAt, string File, long Bytes, long Milliseconds, string? Replaced, string? Safety, long? LockedMilliseconds, UploadsDocument? Uploads);

/// <summary>The uploaded files that came with a restore.</summary>
/// <param name="Folder">Where they are, as a full path.</param>
/// <param name="Restored">How many were written.</param>
/// <param name="Present">How many were there already.</param>
/// <param name="Lost">Hashes of those that the archive has not, or only damaged.</param>
internal sealed record UploadsDocument(string Folder, int Restored, int Present, IReadOnlyList<string> Lost);
