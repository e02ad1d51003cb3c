namespace Belfry.BackupWorker.Documents;

/// <summary>A database that was taken over.</summary>
/// <param name="Source">What was copied.</param>
/// <param name="File">The copy.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Replaced">Where the database that was there before is kept; null when there was none.</param>
internal sealed record AdoptedDocument(string Source, string File, long Bytes, string? Replaced);
