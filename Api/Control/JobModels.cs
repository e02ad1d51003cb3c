using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Belfry.Api.Control;

/// <summary>What the backup worker can be asked to do.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobKind>))]
internal enum JobKind
{
    /// <summary>Take a backup and prove it by a restore.</summary>
    [JsonStringEnumMemberName("backup")]
    Backup,

    /// <summary>Prove a backup once more.</summary>
    [JsonStringEnumMemberName("verify")]
    Verify,

    /// <summary>Restore a random moment to a scratch file.</summary>
    [JsonStringEnumMemberName("drill")]
    Drill,

    /// <summary>Replace the live data by a backup or a moment.</summary>
    [JsonStringEnumMemberName("restore")]
    Restore,

    /// <summary>Take back the last restore.</summary>
    [JsonStringEnumMemberName("undo")]
    Undo,

    /// <summary>Let go of what is not kept any more.</summary>
    [JsonStringEnumMemberName("prune")]
    Prune,

    /// <summary>Tell what a restore would change.</summary>
    [JsonStringEnumMemberName("compare")]
    Compare,

    /// <summary>Copy the WAL into the database file.</summary>
    [JsonStringEnumMemberName("checkpoint")]
    Checkpoint,
}

/// <summary>How a job stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JobState>))]
internal enum JobState
{
    [JsonStringEnumMemberName("running")]
    Running,

    [JsonStringEnumMemberName("done")]
    Done,

    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>A job for the backup worker.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Backup">Of a `verify`, `restore` or `compare`: `latest`, a backup's id, or a name. `latest` when neither this nor `at` is given.</param>
/// <param name="At">Of a `restore` or `compare`: the last commit at or before this moment: `2026-11-21T14:03:10Z`, `yesterday 14:03`.</param>
internal sealed record JobRequest(JobKind Kind, [property: StringLength(100)] string? Backup = null, [property: StringLength(64)] string? At = null);

/// <summary>What the backup worker was asked to do. Times are UTC.</summary>
/// <param name="Id">Counted from the worker's start.</param>
/// <param name="Kind">What is done.</param>
/// <param name="State">How it stands.</param>
/// <param name="StartedAt">When it began.</param>
/// <param name="EndedAt">When it ended; null while it runs.</param>
/// <param name="Step">What it is doing, in words.</param>
/// <param name="Progress">How much of this step is done, 0 to 1; null where that cannot be told.</param>
/// <param name="Summary">How it ended, in a sentence; null while it runs and when it failed.</param>
/// <param name="Fault">What stopped it; null unless it failed.</param>
/// <param name="Compared">Of a `compare` that is done.</param>
internal sealed record Job(
    string Id, JobKind Kind, JobState State, DateTime StartedAt, DateTime? EndedAt, string? Step, double? Progress, string? Summary, JobFault? Fault,
    Comparison? Compared = null)
{
    /// <summary>Not told before the reveal, not even as a number: whoever owns a list may also be an operator.</summary>
    public Job WithoutClaims() => Compared is null
        ? this
        : this with { Compared = Compared with { Tables = [.. Compared.Tables.Where(change => change.Table != DatabaseEndpoints.Untold)] } };
}

/// <summary>What a restore would change.</summary>
/// <param name="At">The commit that it would reach, in UTC.</param>
/// <param name="OtherSchema">Whether the migrations differ, so that only `belfry restore --other-schema` goes there.</param>
/// <param name="Tables">Every table but that of claims, by name.</param>
internal sealed record Comparison(DateTime At, bool OtherSchema, IReadOnlyList<TableChange> Tables);

/// <summary>How a table would change. Figures are null when the worker had no time left for it.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Rows">How many rows it has; null when there is no such table now.</param>
/// <param name="RowsThen">How many it would have; null when there was no such table then.</param>
/// <param name="Added">Rows that would come.</param>
/// <param name="Removed">Rows that would go.</param>
/// <param name="Changed">Rows that would stay with another content.</param>
internal sealed record TableChange(string Table, long? Rows, long? RowsThen, long? Added, long? Removed, long? Changed);

/// <summary>What stopped a job.</summary>
/// <param name="Code">A stable word, explained in docs/errors.md.</param>
/// <param name="What">What was not done, one sentence.</param>
/// <param name="Why">The cause, one sentence.</param>
/// <param name="Next">What helps.</param>
internal sealed record JobFault(string Code, string What, string Why, string Next);

/// <summary>The newest jobs since the worker started, newest first.</summary>
internal sealed record JobList(IReadOnlyList<Job> Jobs);

/// <summary>What a restore would read from the archive.</summary>
/// <param name="Lineage">The history it comes from.</param>
/// <param name="Snapshot">The object it starts with.</param>
/// <param name="Segments">How many segments are applied after it.</param>
/// <param name="Bytes">What is read at most.</param>
/// <param name="ExpectedMilliseconds">How long it will take, judged by the newest proven backup; null when there is none.</param>
internal sealed record RestorePlan(string Lineage, string Snapshot, int Segments, long Bytes, long? ExpectedMilliseconds);

/// <summary>What pruning would do now.</summary>
/// <param name="Kept">How many backups stay.</param>
/// <param name="Doomed">The ids of the backups that go.</param>
/// <param name="Unneeded">How many objects nothing needs.</param>
internal sealed record RetentionPlan(int Kept, IReadOnlyList<string> Doomed, int Unneeded);

/// <summary>A commit with a name. Times are UTC.</summary>
/// <param name="Name">`before-upgrade`; `undo-...` was made by a restore.</param>
/// <param name="Commit">The commit, as `LINEAGE/POSITION`.</param>
/// <param name="At">When it was seen.</param>
/// <param name="KeepUntil">From then on it may go; null: kept until the name is removed.</param>
internal sealed record NamedPoint(string Name, string Commit, DateTime At, DateTime? KeepUntil);

/// <summary>The named points of the archive.</summary>
internal sealed record NamedPointList(IReadOnlyList<NamedPoint> Points);
