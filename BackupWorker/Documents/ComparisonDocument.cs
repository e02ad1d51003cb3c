using Belfry.Storage.Comparing;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Documents;

/// <summary>What a restore would change.</summary>
/// <param name="Commit">The commit that would be restored, as <c>LINEAGE/POSITION</c>.</param>
/// <param name="At">When it was committed, UTC.</param>
/// <param name="OtherSchema">Whether the migrations differ, so that a restore into the live database must allow it (<c>otherSchema</c>).</param>
/// <param name="Tables">Every table, by name.</param>
internal sealed record ComparisonDocument(string Commit, DateTime At, bool OtherSchema, IReadOnlyList<TableChange> Tables)
{
    private const string Migrations = "belfry_migrations";

    public static ComparisonDocument Of(RestoreResult restored, IReadOnlyList<TableChange> tables) => new(
        $"{restored.Lineage}/{restored.Position}",
        restored.Time.UtcDateTime,
        tables.Any(table => table is { Table: Migrations, Added: > 0 } or { Table: Migrations, Removed: > 0 } or { Table: Migrations, Changed: > 0 }),
        tables);
}
