using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Backup;

/// <summary>The verification objects of one database: small, never changed, so that every process sees which snapshot is good.</summary>
internal sealed class VerificationLog(ObjectStore store)
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The name of each backup's newest verification, by backup id.</summary>
    public async Task<Dictionary<string, string>> NewestAsync(CancellationToken cancellation) =>
        (await store.Target.ListAsync(store.Names.Verifications, cancellation).ConfigureAwait(false))
            .Where(stored => store.Names.BackupOfVerification(stored.Name) is not null)
            .GroupBy(stored => store.Names.BackupOfVerification(stored.Name)!)
            .ToDictionary(group => group.Key, group => group.MaxBy(stored => stored.Name, StringComparer.Ordinal).Name);

    /// <summary>One verification; null when it was deleted meanwhile or cannot be read, so that nothing is known.</summary>
    public async Task<VerificationRecord?> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var reader = await store.OpenAsync(name, ObjectKind.Verification, cancellation).ConfigureAwait(false);
            await using var closing = reader.ConfigureAwait(false);
            return VerificationRecord.FromJson(await reader.ReadToEndAsync(MaxBytes, cancellation).ConfigureAwait(false));
        }
        catch (StorageException gone) when (gone.Error is StorageError.NotFound or StorageError.ArchiveDamaged or StorageError.KeyMissing or StorageError.KeyWrong)
        {
            return null;
        }
    }

    /// <returns>The record as it was written: the second of two checks of a backup that end within a millisecond is dated one later, since the time is in the name.</returns>
    public async Task<VerificationRecord> WriteAsync(VerificationRecord record, CancellationToken cancellation)
    {
        var created = await store.CreateAsync(ObjectKind.Verification, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        await created.Content.WriteAsync(record.ToJson(), cancellation).ConfigureAwait(false);
        try
        {
            await created.CommitAsync(store.Names.Verification(record.BackupId, record.CheckedAt, record.Good), cancellation).ConfigureAwait(false);
            return record;
        }
        catch (StorageException taken) when (taken.Error == StorageError.NameTaken)
        {
            return await WriteAsync(record with { CheckedAt = record.CheckedAt.AddMilliseconds(1) }, cancellation).ConfigureAwait(false);
        }
    }
}
