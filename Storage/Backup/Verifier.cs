using System.Diagnostics;
using Belfry.Storage.Restore;

namespace Belfry.Storage.Backup;

/// <summary>Proves a backup by restoring it, and records the outcome in the archive.</summary>
internal sealed class Verifier(Restorer restorer, VerificationLog log, TimeProvider time)
{
    private static readonly string[] AllChecks = ["read-back", "checksum", "integrity_check", "foreign_key_check"];

    /// <returns>What was recorded; a bad backup is a result, not an exception.</returns>
    public async Task<VerificationRecord> VerifyAsync(Backup backup, string scratchFolder, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        RestoreResult? restored = null;
        string? reason = null;
        try
        {
            restored = await restorer.DrillAsync(RestorePoint.Snapshot(backup.ObjectName), scratchFolder, cancellation).ConfigureAwait(false);
        }
        catch (StorageException fault) when (fault.Error is StorageError.ArchiveDamaged or StorageError.VerificationFailed)
        {
            reason = fault.Why;
        }

        var record = new VerificationRecord(
            backup.Id,
            backup.ObjectName,
            restored?.SnapshotSha256,
            ArchiveTime.WholeMilliseconds(time.GetUtcNow()),
            reason is null,
            reason,
            restored is null ? null : (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            restored?.Bytes,
            restored is null ? [] : AllChecks);
        return await log.WriteAsync(record, cancellation).ConfigureAwait(false);
    }
}
