using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Backup;

/// <summary>The verification objects of one database: small, never changed, so that every process sees which snapshot is good.</summary>
internal sealed class VerificationLog(FolderTarget target, ArchiveNames names)
{
    private const int MaxBytes = 1 << 20;

    /// <summary>The name of each backup's newest verification, by backup id.</summary>
    public async Task<Dictionary<string, string>> NewestAsync(CancellationToken cancellation) =>
        (await target.ListAsync(names.Verifications, cancellation).ConfigureAwait(false))
            .Where(stored => names.BackupOfVerification(stored.Name) is not null)
            .GroupBy(stored => names.BackupOfVerification(stored.Name)!)
            .ToDictionary(group => group.Key, group => group.MaxBy(stored => stored.Name, StringComparer.Ordinal).Name);

    /// <summary>One verification; null when it was deleted meanwhile or is damaged itself, so that nothing is known.</summary>
    public async Task<VerificationRecord?> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var input = await target.OpenAsync(name, cancellation).ConfigureAwait(false);
            await using var closing = input.ConfigureAwait(false);
            using var reader = await ObjectReader.StartAsync(input, name, ObjectKind.Verification, cancellation).ConfigureAwait(false);
            return VerificationRecord.FromJson(await reader.ReadToEndAsync(MaxBytes, cancellation).ConfigureAwait(false));
        }
        catch (StorageException gone) when (gone.Error is StorageError.NotFound or StorageError.ArchiveDamaged)
        {
            return null;
        }
    }

    public async Task WriteAsync(VerificationRecord record, CancellationToken cancellation)
    {
        var upload = await target.CreateAsync(cancellation).ConfigureAwait(false);
        await using var closing = upload.ConfigureAwait(false);
        using var writer = await ObjectWriter.StartAsync(upload.Content, ObjectKind.Verification, compress: false, cancellation).ConfigureAwait(false);
        await writer.WriteAsync(record.ToJson(), cancellation).ConfigureAwait(false);
        await writer.FinishAsync(cancellation).ConfigureAwait(false);
        await upload.CommitAsync(names.Verification(record.Backup, record.CheckedAt, record.Good)).ConfigureAwait(false);
    }

    /// <summary>Removes all verifications of a backup.</summary>
    public async Task DeleteAsync(string backup, CancellationToken cancellation)
    {
        foreach (var stored in await target.ListAsync(names.Verifications, cancellation).ConfigureAwait(false))
        {
            if (names.BackupOfVerification(stored.Name) == backup)
            {
                await target.DeleteAsync(stored.Name, cancellation).ConfigureAwait(false);
            }
        }
    }
}
