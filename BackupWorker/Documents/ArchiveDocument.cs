namespace Belfry.BackupWorker.Documents;

/// <summary>The archive itself.</summary>
/// <param name="Place">Where it is: <c>/backups</c>.</param>
/// <param name="FreeBytes">What its disk has left; null when that cannot be told.</param>
/// <param name="Keys">The names of its keys, the one that is written with first; none when it is not encrypted.</param>
internal sealed record ArchiveDocument(string Place, long? FreeBytes, IReadOnlyList<string> Keys);
