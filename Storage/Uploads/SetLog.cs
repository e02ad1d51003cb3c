using System.Text.Json;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Uploads;

/// <summary>The sets of one database: which uploads belong to which backup.</summary>
internal sealed class SetLog(ObjectStore store)
{
    /// <summary>About 600,000 uploads.</summary>
    private const int MaxBytes = 64 << 20;

    /// <summary>A backup that has a set keeps it: nothing was committed since, so that no row mentions what came later.</summary>
    public async Task WriteAsync(UploadSet set, CancellationToken cancellation)
    {
        var created = await store.CreateAsync(ObjectKind.Set, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        await created.Content.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(set, UploadJson.Default.UploadSet), cancellation).ConfigureAwait(false);
        try
        {
            await created.CommitAsync(store.Names.Set(set.Backup), cancellation).ConfigureAwait(false);
        }
        catch (StorageException taken) when (taken.Error == StorageError.NameTaken)
        {
            // As above.
        }
    }

    /// <exception cref="StorageException"><see cref="StorageError.NotFound"/>, or it is damaged or its key is not the right one.</exception>
    public async Task<UploadSet> ReadAsync(string backup, CancellationToken cancellation)
    {
        var name = store.Names.Set(backup);
        var reader = await store.OpenAsync(name, ObjectKind.Set, cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        try
        {
            var set = JsonSerializer.Deserialize(await reader.ReadToEndAsync(MaxBytes, cancellation).ConfigureAwait(false), UploadJson.Default.UploadSet);
            return set is { Uploads: not null } && set.Backup == backup && set.Uploads.All(upload => Upload.IsName(upload.Sha256) && upload.Bytes >= 0)
                ? set
                : throw ObjectReader.Damaged(name, "its content is not the set of this backup");
        }
        catch (JsonException)
        {
            throw ObjectReader.Damaged(name, "its content is not that of a set");
        }
    }

    /// <summary>The ids of the backups that have a set, oldest first.</summary>
    public async Task<List<string>> ListAsync(CancellationToken cancellation) =>
        [.. (await store.Target.ListAsync(store.Names.Sets, cancellation).ConfigureAwait(false)).Select(stored => store.Names.BackupOfSet(stored.Name)).OfType<string>()];

    /// <summary>
    /// The backups whose sets together hold the files of a moment: those that were there at the snapshot before, or came after it and were still there at the next one. A
    /// file that came and went between the two is in neither; at the moment of a backup its own set alone is exact.
    /// </summary>
    public static IEnumerable<string> Around(DateTimeOffset time, IReadOnlyList<string> sets)
    {
        var text = ArchiveTime.Text(time);
        var before = sets.LastOrDefault(set => string.CompareOrdinal(set, text) <= 0);
        var after = before == text ? null : sets.FirstOrDefault(set => string.CompareOrdinal(set, text) > 0);
        return ((string?[])[before, after]).OfType<string>();
    }
}
