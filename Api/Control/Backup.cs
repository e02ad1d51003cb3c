namespace Belfry.Api.Control;

/// <summary>One backup in the worker's archive.</summary>
/// <param name="Id">The moment it was begun, and its name in the archive: `20261121T011426.123Z`.</param>
/// <param name="TakenAt">The moment it shows, in UTC.</param>
/// <param name="Bytes">Its size in the archive.</param>
/// <param name="State">`verified` once it was read back, restored and checked.</param>
/// <param name="VerifiedAt">When it was verified, in UTC.</param>
/// <param name="RestoreMilliseconds">How long the restore took that verified it.</param>
/// <param name="Reason">Why it failed.</param>
internal sealed record Backup(
    string Id, DateTime TakenAt, long Bytes, BackupState State, DateTime? VerifiedAt, long? RestoreMilliseconds, string? Reason);
