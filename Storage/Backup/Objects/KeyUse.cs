using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Backup.Objects;

/// <summary>Which master keys the objects of a database were encrypted with, read from their headers alone: no key is needed to know.</summary>
internal static class KeyUse
{
    private const int AtOnce = 8;

    /// <summary>The number of objects for each name of a key; under the empty name those that are not encrypted.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public static async Task<IReadOnlyDictionary<string, int>> CountAsync(ITarget target, ArchiveNames names, CancellationToken cancellation)
    {
        var uses = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var objects = await target.ListAsync(names.Database, cancellation).ConfigureAwait(false);
        await Parallel.ForEachAsync(objects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation }, async (item, stop) =>
        {
            if (await FindAsync(target, item.Name, stop).ConfigureAwait(false) is { } name)
            {
                lock (uses)
                {
                    uses[name] = uses.GetValueOrDefault(name) + 1;
                }
            }
        }).ConfigureAwait(false);
        return uses;
    }

    /// <summary>The name of an object's key; null for an object that is gone meanwhile, or that is in no envelope, as a lease is not.</summary>
    private static async Task<string?> FindAsync(ITarget target, string name, CancellationToken cancellation)
    {
        try
        {
            var input = await target.OpenAsync(name, cancellation).ConfigureAwait(false);
            await using var closing = input.ConfigureAwait(false);
            var start = new byte[ObjectEnvelope.HeaderLength + ObjectCipher.SectionLength(ArchiveKeys.MaxNameLength)];
            var length = await input.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return ObjectEnvelope.KeyNameOf(start.AsSpan(0, length));
        }
        catch (StorageException gone) when (gone.Error == StorageError.NotFound)
        {
            return null;
        }
    }
}
