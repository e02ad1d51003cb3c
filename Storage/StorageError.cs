namespace Belfry.Storage;

/// <summary>Why Storage refused or failed, one value per case that a caller may want to treat differently. docs/errors.md explains each.</summary>
public enum StorageError
{
    /// <summary>An SQL statement or its parameters are wrong: a fault in the calling code.</summary>
    Statement,

    /// <summary>The file exists but SQLite does not recognise it.</summary>
    NotADatabase,

    /// <summary>SQLite found damage while reading or writing the file.</summary>
    Corrupt,

    /// <summary>The database was migrated by a newer version of the application.</summary>
    NewerSchema,

    /// <summary>A migration that was applied earlier now has another content.</summary>
    MigrationChanged,

    /// <summary>A migration that was applied earlier is absent, or the numbering has a gap or a duplicate.</summary>
    MigrationMissing,

    /// <summary>A migration failed and was rolled back; earlier ones stay applied.</summary>
    MigrationFailed,

    /// <summary>The folder cannot be created, or no file can be created in it.</summary>
    FolderNotWritable,

    /// <summary>The file system does not offer the locks or shared memory that WAL needs.</summary>
    LocksNotWorking,

    /// <summary>The named file or folder does not exist.</summary>
    NotFound,

    /// <summary>Another connection held the lock for longer than the busy timeout.</summary>
    Busy,

    /// <summary>The write queue stayed full for the whole queue timeout, or all readers stayed in use.</summary>
    Overloaded,

    /// <summary>A read ran longer than its deadline and was stopped.</summary>
    DeadlineExceeded,

    /// <summary>The disk or quota is full; nothing of the failed transaction was kept.</summary>
    DiskFull,

    /// <summary>A UNIQUE, NOT NULL, CHECK, PRIMARY KEY or FOREIGN KEY rule refused the change.</summary>
    Constraint,

    /// <summary>A write was tried on a read-only connection, file or file system.</summary>
    ReadOnly,

    /// <summary>The operating system reported a failure while reading or writing.</summary>
    InputOutput,

    /// <summary>An object of the archive is damaged, or of a later format than this version reads.</summary>
    ArchiveDamaged,

    /// <summary>The folder is not an archive, cannot be reached, or refuses a write.</summary>
    ArchiveUnavailable,

    /// <summary>Another object of the archive has the name already.</summary>
    NameTaken,

    /// <summary>Another worker streams into the archive.</summary>
    LeaseHeld,

    /// <summary>Another worker took the archive's lease over, so that this one stopped.</summary>
    LeaseLost,

    /// <summary>An object is encrypted under a key that was not given, or the key's file cannot be used.</summary>
    KeyMissing,

    /// <summary>A key does not fit the object, or an object is plain although a key is configured.</summary>
    KeyWrong,

    /// <summary>A restore would overwrite a file, or a file of a database in use lies beside the target.</summary>
    TargetExists,

    /// <summary>The restore point cannot replace the content of the live database.</summary>
    RestoreImpossible,

    /// <summary>The commits around a point were compacted into one: only its neighbours can be restored.</summary>
    PointCompacted,

    /// <summary>What was restored did not pass its checks.</summary>
    VerificationFailed,

    /// <summary>A follower can no longer prove that it saw every commit; a new lineage with a full snapshot is needed.</summary>
    ContinuityLost,

    /// <summary>The clock disagrees with the newest backup, so nothing is deleted.</summary>
    ClockJumped,

    /// <summary>The database was closed before the request ran.</summary>
    Closed,
}
