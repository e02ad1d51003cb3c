namespace Belfry.BackupWorker;

/// <summary>What the process tells a script. The numbers are a promise: see docs/errors.md.</summary>
internal enum ExitCode
{
    Done = 0,
    Failed = 1,
    Usage = 2,
    NothingToRestore = 3,
    VerificationFailed = 4,
    TargetUnreachable = 5,
    WrongKey = 6,
    Cancelled = 130,
}
