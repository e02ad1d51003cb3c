using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Backup;

/// <content>The keys that it is encrypted with.</content>
public sealed partial class Archive
{
    /// <summary>One that is damaged looks like a wrong key; several do not.</summary>
    private const int ProvenSnapshots = 3;

    /// <summary>How many objects of the archive were encrypted under each master key, by the keys' names; under the empty name those that are not encrypted. Reads every object's header.</summary>
    /// <param name="cancellation">Stops between two objects.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public Task<IReadOnlyDictionary<string, int>> CountKeysAsync(CancellationToken cancellation = default) => KeyUse.CountAsync(_target, _names, cancellation);

    /// <summary>
    /// Refuses an archive whose newest snapshots are encrypted under a key that was not given, or are plain where a key was: whoever lost the keys must not go on in plain text, and nobody
    /// could restore what goes on under another key.
    /// </summary>
    /// <param name="cancellation">Stops between two objects.</param>
    /// <exception cref="StorageException"><see cref="StorageError.KeyMissing"/> or <see cref="StorageError.KeyWrong"/>, both naming the key; <see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public async Task ProveKeysAsync(CancellationToken cancellation = default)
    {
        var objects = await _target.ListAsync(_names.Lineages, cancellation).ConfigureAwait(false);
        var snapshots = objects.Select(stored => stored.Name).Where(name => ArchiveNames.TryReadSnapshot(name, out _, out _, out _)).OrderByDescending(ArchiveNames.TimeOf);
        StorageException? refusal = null;
        foreach (var snapshot in snapshots.Take(ProvenSnapshots))
        {
            try
            {
                // Refuses a plain one too where a key is configured: what follows would be readable with the key only, and what was there without it only.
                await (await _store.OpenAsync(snapshot, ObjectKind.Snapshot, cancellation).ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
                return;
            }
            catch (StorageException failure) when (failure.Error is StorageError.KeyMissing or StorageError.KeyWrong)
            {
                refusal ??= failure;
            }
            catch (StorageException other) when (other.Error is StorageError.NotFound or StorageError.ArchiveDamaged)
            {
                // Whoever restores it is told.
            }
        }

        if (refusal is not null)
        {
            throw refusal;
        }
    }
}
