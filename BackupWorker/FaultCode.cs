namespace Belfry.BackupWorker;

/// <summary>
/// The stable words by which scripts tell this program's own faults apart. Storage's errors have theirs from
/// <see cref="Storage.StorageError"/>. docs/errors.md explains them all; a test compares.
/// </summary>
internal static class FaultCode
{
    public const string Usage = "usage";
    public const string ArchiveNotNamed = "archive-not-named";
    public const string DatabaseNotNamed = "database-not-named";
    public const string DatabaseUnknown = "database-unknown";
    public const string NotWal = "not-wal";
    public const string DatabaseMissing = "database-missing";
    public const string KeyFileNotNamed = "key-file-not-named";
    public const string KeyRefused = "key-refused";
    public const string ImportRefused = "import-refused";
    public const string ScheduleWrong = "schedule-wrong";
    public const string ArchiveMissing = "archive-missing";
    public const string ArchiveOnlyRead = "archive-only-read";
    public const string ArchiveBusy = "archive-busy";
    public const string StreamTaken = "stream-taken";
    public const string NothingToRestore = "nothing-to-restore";
    public const string BackupNotFound = "backup-not-found";
    public const string BackupAmbiguous = "backup-ambiguous";
    public const string MomentWrong = "moment-wrong";
    public const string NotConfirmed = "not-confirmed";
    public const string NothingToUndo = "nothing-to-undo";
    public const string FileExists = "file-exists";
    public const string FileInUse = "file-in-use";
    public const string UploadsWrong = "uploads-wrong";
    public const string UploadsMissing = "uploads-missing";
    public const string Stale = "stale";
    public const string NotProven = "verification-failed";
    public const string Files = "input-output";
    public const string Cancelled = "cancelled";
    public const string Unexpected = "unexpected";
}
