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
/// <param name="Backup">Of a `verify` or `restore`: `latest`, a backup's id, or a name. `latest` when neither this nor `at` is given.</param>
/// <param name="At">Of a `restore`: the last commit at or before this moment: `2026-11-21T14:03:10Z`, `yesterday 14:03`.</param>
internal sealed record JobRequest(JobKind Kind, [property: MaxLength(100)] string? Backup = null, [property: MaxLength(64)] string? At = null);

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
internal sealed record Job(
    string Id, JobKind Kind, JobState State, DateTime StartedAt, DateTime? EndedAt, string? Step, double? Progress, string? Summary, JobFault? Fault);

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
