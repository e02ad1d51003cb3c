namespace Belfry.BackupWorker.Documents;

/// <summary>The archive itself.</summary>
/// <param name="Place">Where it is: <c>/backups</c>.</param>
/// <param name="FreeBytes">What its disk has left; null when that cannot be told.</param>
internal sealed record ArchiveDocument(string Place, long? FreeBytes);
