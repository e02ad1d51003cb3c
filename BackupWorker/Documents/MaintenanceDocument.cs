using Belfry.Storage.Maintenance;

namespace Belfry.BackupWorker.Documents;

/// <summary>What <c>belfry maintain</c> found.</summary>
/// <param name="Sound">Whether every page, index and foreign key is.</param>
/// <param name="Problems">What SQLite's integrity check says, at most 100.</param>
/// <param name="Orphans">Rows whose foreign keys point nowhere, at most 100.</param>
/// <param name="Tables">Sizes, largest first; empty when the database is damaged, and where the engine does not tell (the bundled SQLite 3.35.5).</param>
internal sealed record MaintenanceDocument(bool Sound, IReadOnlyList<string> Problems, IReadOnlyList<string> Orphans, IReadOnlyList<TableDocument> Tables)
{
    public static MaintenanceDocument Of(IntegrityReport report, IReadOnlyList<TableSize> sizes) => new(
        report.IsSound, report.Problems, report.Orphans, [.. sizes.Select(size => new TableDocument(size.Table, size.Rows, size.Bytes, size.IndexBytes))]);
}

/// <summary>A table's rows and bytes; the name is empty for pages that nothing uses.</summary>
internal sealed record TableDocument(string Name, long Rows, long Bytes, long IndexBytes);
