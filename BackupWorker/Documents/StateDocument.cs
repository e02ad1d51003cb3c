using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Documents;

/// <summary>How the service stands. Times are UTC.</summary>
/// <param name="Database">The database's name in the archive: <c>appdb</c>.</param>
/// <param name="Schedule">Five cron fields, in UTC.</param>
/// <param name="NextRun">When the next backup is due; not before the end of a pause.</param>
/// <param name="Keep">How many of the newest backups are kept.</param>
/// <param name="LastFailure">How the newest attempt failed; null once an attempt succeeded.</param>
/// <param name="Stream">How far the archive is behind the database.</param>
/// <param name="NewestDrill">The newest drill of the service that succeeded; null before the first since the start.</param>
/// <param name="DrillFailure">How its newest drill failed; null once one succeeded.</param>
/// <param name="Archive">Where backups go to.</param>
/// <param name="PausedUntil">When scheduled work goes on by itself; null while it is not paused.</param>
/// <param name="Mirrors">How far each mirror is behind the archive; none while this worker does not stream.</param>
internal sealed record StateDocument(
    string Database,
    string Schedule,
    DateTime NextRun,
    int Keep,
    bool Running,
    BackupDocument? NewestGood,
    FailureDocument? LastFailure,
    StreamDocument Stream,
    IReadOnlyList<MirrorDocument> Mirrors,
    DrillDocument? NewestDrill,
    FailureDocument? DrillFailure,
    ArchiveDocument Archive,
    DateTime? PausedUntil);

/// <param name="Reason">What and why, two sentences: <c>Cannot write to the archive /backups. The system says: No space left on device.</c></param>
internal sealed record FailureDocument(DateTime At, string Reason)
{
    public static FailureDocument? Of(Failure? failure) => failure is null ? null : new FailureDocument(failure.At.UtcDateTime, failure.Reason);
}
