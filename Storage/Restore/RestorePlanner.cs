using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Compaction;
using Belfry.Storage.Retention;

namespace Belfry.Storage.Restore;

/// <summary>Finds what must be read to restore a point, from listings, and from the records of one segment where names do not tell.</summary>
internal sealed class RestorePlanner(ObjectStore store, PointLog points, MarkLog marks, VerificationLog verifications)
{
    /// <exception cref="StorageException">
    /// <see cref="StorageError.NotFound"/>: nothing in the archive reaches that point. <see cref="StorageError.PointCompacted"/>: only its neighbours can be restored.
    /// </exception>
    public Task<RestorePlan> PlanAsync(RestorePoint point, CancellationToken cancellation) => PlanAsync(point, new HashSet<string>(), cancellation);

    /// <param name="point">What to restore.</param>
    /// <param name="damaged">Snapshots not to start with.</param>
    /// <param name="cancellation">Stops the listing.</param>
    /// <inheritdoc cref="PlanAsync(RestorePoint, CancellationToken)" path="/exception"/>
    public async Task<RestorePlan> PlanAsync(RestorePoint point, IReadOnlySet<string> damaged, CancellationToken cancellation)
    {
        var chain = await FindExactAsync(point, damaged, cancellation).ConfigureAwait(false);
        return new RestorePlan(
            chain.Lineage,
            chain.Snapshot.Name,
            [.. chain.Segments.Select(segment => segment.Name.Name)],
            chain.Until.Position,
            chain.Until.Time,
            chain.Snapshot.Bytes + chain.Segments.Sum(segment => segment.Bytes),
            null)
        {
            Objects = chain.Segments.Select(segment => (segment.Name.Name, segment.Bytes)).Append((chain.Snapshot.Name, chain.Snapshot.Bytes)).ToDictionary(),
        };
    }

    /// <summary>The exact commit that a point means.</summary>
    /// <inheritdoc cref="PlanAsync(RestorePoint, CancellationToken)" path="/exception"/>
    public async Task<(string Lineage, long Position, DateTimeOffset Time)> ResolveAsync(RestorePoint point, CancellationToken cancellation)
    {
        var chain = await FindExactAsync(point, new HashSet<string>(), cancellation).ConfigureAwait(false);
        if (!chain.EndsWithin)
        {
            return (chain.Lineage, chain.LastSegment?.Last ?? chain.Start, chain.Time);
        }

        var (before, _) = await NeighboursAsync(chain, cancellation).ConfigureAwait(false);
        return (chain.Lineage, before.Position, before.Time);
    }

    private async Task<RestoreChain> FindExactAsync(RestorePoint point, IReadOnlySet<string> damaged, CancellationToken cancellation)
    {
        var chain = await FindAsync(point, damaged, cancellation).ConfigureAwait(false);
        if (chain.EndsWithin && chain.LastSegment!.Tier > 0)
        {
            await RefuseUnlessExactAsync(point, chain, cancellation).ConfigureAwait(false);
        }

        return chain;
    }

    /// <summary>
    /// Prefers what no mark dooms, as long as that leads to the same state. Snapshots that failed their verification are no start unless one of them was asked for by
    /// its id.
    /// </summary>
    private async Task<RestoreChain> FindAsync(RestorePoint point, IReadOnlySet<string> damaged, CancellationToken cancellation)
    {
        if (point.Name is not null)
        {
            var named = await points.FindAsync(point.Name, cancellation).ConfigureAwait(false);
            point = RestorePoint.Commit(named.Lineage, named.Position);
        }

        var objects = await store.Target.ListAsync(store.Names.Lineages, cancellation).ConfigureAwait(false);
        var failed = point.BackupId is not null ? [] : await FailedAsync(cancellation).ConfigureAwait(false);
        objects.RemoveAll(stored => damaged.Contains(stored.Name)
            || (ArchiveNames.TryReadSnapshot(stored.Name, out _, out _, out var time) && failed.Contains(ArchiveTime.Text(time))));
        var marked = (await marks.ReadAsync(cancellation).ConfigureAwait(false)).SelectMany(mark => mark.Objects).ToHashSet();
        var best = await FurthestAsync(point, objects, cancellation).ConfigureAwait(false) ?? throw new StorageException(
            StorageError.NotFound,
            store.Target.Description,
            $"Cannot restore {point}.",
            $"The archive {store.Target.Description} has nothing that reaches it.",
            "List the backups and choose a point that they cover.");
        var safe = await FurthestAsync(point, objects.FindAll(stored => !marked.Contains(stored.Name)), cancellation).ConfigureAwait(false);
        return safe is not null && safe.End == best.End ? safe : best;
    }

    /// <summary>The ids of the backups whose newest verification found them bad.</summary>
    private async Task<HashSet<string>> FailedAsync(CancellationToken cancellation) =>
        [.. (await verifications.NewestAsync(cancellation).ConfigureAwait(false)).Where(newest => !ArchiveNames.IsGood(newest.Value)).Select(newest => newest.Key)];

    /// <summary>The chain with the newest commit not after the point, of those with the highest epoch: the clocks of two writers may differ, epochs do not.</summary>
    private async Task<RestoreChain?> FurthestAsync(RestorePoint point, List<StoredObject> objects, CancellationToken cancellation)
    {
        var chains = RestoreChain.Find(point, objects).FindAll(chain => point.Lineage is null || (chain.LastSegment?.Last ?? chain.Start) >= point.Position);
        var epoch = chains.Select(chain => ArchiveNames.EpochOf(chain.Lineage)).DefaultIfEmpty().Max();
        chains.RemoveAll(chain => ArchiveNames.EpochOf(chain.Lineage) < epoch);
        if (chains.Count < 2)
        {
            return chains.FirstOrDefault();
        }

        var reached = new List<(RestoreChain Chain, DateTimeOffset Time)>();
        foreach (var chain in chains)
        {
            // The last segment may lie beyond the point with every one of its records: then its time says nothing about what a restore gives.
            reached.Add((chain, chain.EndsWithin ? (await NeighboursAsync(chain, cancellation).ConfigureAwait(false)).Before.Time : chain.Time));
        }

        return reached.MaxBy(found => found.Time).Chain;
    }

    private async Task RefuseUnlessExactAsync(RestorePoint point, RestoreChain chain, CancellationToken cancellation)
    {
        var (before, after) = await NeighboursAsync(chain, cancellation).ConfigureAwait(false);
        var exact = point.Time is { } time
            ? after is null || time <= CompactionStep.SpanStart(chain.LastSegment!.Tier, after.Value.Time)
            : before.Position == chain.Until.Position;
        if (!exact)
        {
            throw new StorageException(
                StorageError.PointCompacted,
                store.Target.Description,
                $"Cannot restore {point} exactly.",
                $"Its commits were compacted: the nearest that can be restored are {Words(before)}{(after is null ? "" : $" before and {Words(after.Value)} after it")}.",
                "Choose one of these two, or a whole minute or hour.");
        }
    }

    private static string Words((long Position, DateTimeOffset Time) commit) => $"commit {commit.Position} of {commit.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss.fff} UTC";

    /// <summary>The commits that can be restored just before and just after the chain's point.</summary>
    private async Task<((long Position, DateTimeOffset Time) Before, (long Position, DateTimeOffset Time)? After)> NeighboursAsync(
        RestoreChain chain, CancellationToken cancellation)
    {
        var earlier = chain.Segments.Count > 1 ? chain.Segments[^2].Name : null;
        var before = (Position: earlier?.Last ?? chain.Start, Time: earlier?.Time ?? chain.StartTime);
        var reader = await SegmentReader.OpenAsync(store, chain.LastSegment!, cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        while (await reader.NextAsync(cancellation).ConfigureAwait(false) is { } record)
        {
            if (record.Last > chain.Until.Position || record.Time > chain.Until.Time)
            {
                return (before, (record.Last, record.Time));
            }

            before = record.Last > before.Position ? (record.Last, record.Time) : before;
        }

        return (before, null);
    }
}
