using System.Text.Json.Serialization;
using Belfry.Api.Data;
using Belfry.Api.Json;

namespace Belfry.Api.Control;

/// <summary>The live database.</summary>
/// <param name="Engine">SQLite's version.</param>
/// <param name="HasWalResetFix">Whether that version has the fix of the WAL-reset race.</param>
/// <param name="Schema">The number of the newest migration.</param>
/// <param name="Bytes">Its size without the WAL.</param>
/// <param name="Pages">How many pages it has.</param>
/// <param name="PageBytes">The size of each.</param>
/// <param name="FreePages">How many of them hold nothing.</param>
/// <param name="WalBytes">What was written and not yet copied into it, at most.</param>
/// <param name="CheckpointBytes">From this size of the WAL on the API copies it by itself, when no backup worker does.</param>
/// <param name="Tables">The tables, largest first. Claims are left out: an owner of a list would learn their number.</param>
/// <param name="Migrations">The newest hundred changes of the schema, newest first.</param>
/// <param name="Deploys">The newest hundred versions of the service that wrote here, newest first.</param>
internal sealed record DatabaseState(
    string Engine, bool HasWalResetFix, long Schema, long Bytes, long Pages, long PageBytes, long FreePages, long WalBytes, long CheckpointBytes,
    IReadOnlyList<TableState> Tables, IReadOnlyList<AppliedMigration> Migrations, IReadOnlyList<Deploy> Deploys);

/// <summary>A change of the schema, made when a new version of the application started for the first time.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Name">Its name.</param>
/// <param name="AppliedAt">When, in UTC.</param>
internal sealed record AppliedMigration(long Number, string Name, DateTime AppliedAt);

/// <summary>One table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Bytes">Its size with its indexes; null where SQLite does not tell.</param>
internal sealed record TableState(string Name, long Rows, long? Bytes);

/// <summary>What to do with the database.</summary>
internal sealed record MaintenanceInput
{
    [JsonRequired]
    public MaintenanceTask Task { get; init; }
}

/// <summary>A kind of maintenance.</summary>
[JsonConverter(typeof(EnumNames<MaintenanceTask>))]
internal enum MaintenanceTask
{
    /// <summary>Refreshes what SQLite knows about its data: quick.</summary>
    Optimize,

    /// <summary>Rewrites the database without gaps: writers wait meanwhile.</summary>
    Vacuum,

    /// <summary>Checks every page, index and foreign key.</summary>
    Integrity,
}

/// <summary>What came of it.</summary>
/// <param name="Milliseconds">How long it took.</param>
/// <param name="Problems">What an integrity check found; empty when all is well.</param>
internal sealed record MaintenanceResult(long Milliseconds, IReadOnlyList<string> Problems);
