using Belfry.Storage.Backup;

namespace Belfry.Storage.Compaction;

/// <summary>What a compaction found damaged: one bad segment must not stop the compaction of all the others.</summary>
internal sealed class CompactionDamage
{
    private readonly List<StorageException> _found = [];

    /// <summary>Segments that do not lead to what their sources lead to, or could not be compared: nothing is made of them.</summary>
    public HashSet<string> Unproven { get; } = [];

    /// <summary>Those of them that an earlier run made and that are themselves the damaged ones, while all their sources are there: marked like what is replaced.</summary>
    public HashSet<string> Useless { get; } = [];

    /// <returns>False when the work met damage, which is remembered.</returns>
    public async Task<bool> CollectAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
            return true;
        }
        catch (StorageException damaged) when (damaged.Error == StorageError.ArchiveDamaged)
        {
            _found.Add(damaged);
            return false;
        }
    }

    /// <summary>Remembers a segment that failed the proof just now.</summary>
    /// <param name="result">The coarser one.</param>
    /// <param name="stays">Whether it is still there, and so is all that it was made of.</param>
    public void Reject(SegmentName result, bool stays)
    {
        Unproven.Add(result.Name);
        if (stays && _found[^1].Path == result.Name)
        {
            Useless.Add(result.Name);
        }
    }

    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: the first damage, with the number of objects that have any.</exception>
    public void Throw()
    {
        if (_found.Count > 0)
        {
            var (first, others) = (_found[0], _found.DistinctBy(damaged => damaged.Path).Count() - 1);
            throw new StorageException(
                StorageError.ArchiveDamaged, first.Path, first.What, others == 0 ? first.Why : $"{first.Why} So are {others} more segments.", first.NextStep, first);
        }
    }
}
