using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Documents;

/// <summary>One backup as the control API and <c>--json</c> show it. Times are UTC.</summary>
/// <param name="Id">What names it in the archive: <c>20261121T011426.123Z</c>.</param>
/// <param name="Bytes">What it occupies in the archive.</param>
/// <param name="State"><c>verified</c>, <c>unverified</c> or <c>failed</c>. Only a verified backup is good.</param>
/// <param name="RestoreMilliseconds">How long restoring and checking it took; null before it was checked.</param>
/// <param name="Reason">What the check found; null unless the state is <c>failed</c>.</param>
internal sealed record BackupDocument(
    string Id, DateTime TakenAt, long Bytes, string State, DateTime? VerifiedAt, long? RestoreMilliseconds, string? Reason)
{
    public static BackupDocument Of(Backup backup) => new(
        backup.Id,
        backup.TakenAt.UtcDateTime,
        backup.Bytes,
        backup.State.ToString().ToLowerInvariant(),
        backup.VerifiedAt?.UtcDateTime,
        (long?)backup.RestoreTime?.TotalMilliseconds,
        backup.Reason);
}

/// <summary>The backups in the archive, newest first.</summary>
internal sealed record BackupListDocument(IReadOnlyList<BackupDocument> Backups)
{
    public static BackupListDocument Of(IEnumerable<Backup> backups) => new([.. backups.Select(BackupDocument.Of)]);
}
