namespace Belfry.BackupWorker.Documents;

/// <summary>A finished export or import.</summary>
/// <param name="File">The file, as a full path.</param>
/// <param name="Tables">How many rows each table has.</param>
/// <param name="Safety">The name of the point to which an undo returns; null when nothing was replaced.</param>
internal sealed record TransferDocument(string File, IReadOnlyDictionary<string, long> Tables, string? Safety);
