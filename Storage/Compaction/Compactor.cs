using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Restore;
using Belfry.Storage.Retention;

namespace Belfry.Storage.Compaction;

/// <summary>
/// Makes coarser segments of older ones. A killed run leaves finer and coarser segments side by side, either of which gives the same database; the next run proves
/// what was not proven, and goes on. What is damaged is passed over and told at the end.
/// </summary>
internal sealed class Compactor(ObjectStore store, MarkLog marks, PinLog pins, PointLog points, Pruning pruning)
{
    private readonly NamedCommits _named = new(store, points);

    /// <param name="policy">What becomes coarser when.</param>
    /// <param name="scratchFolder">For the pages of one span.</param>
    /// <param name="now">The time.</param>
    /// <param name="progress">Told before each step, on this thread.</param>
    /// <param name="cancellation">Stops between two pages; what is done stays.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: segments are damaged; all others were compacted.</exception>
    public async Task<CompactionResult> RunAsync(
        CompactionPolicy policy, string scratchFolder, DateTimeOffset now, IProgress<CompactionProgress>? progress, CancellationToken cancellation)
    {
        var result = new CompactionResult([], [], [], [], []);
        var damage = new CompactionDamage();
        foreach (var step in policy.Steps())
        {
            var marked = await MarkedAsync(MarkReason.Retention, cancellation).ConfigureAwait(false);
            var segments = (await SegmentsAsync(cancellation).ConfigureAwait(false)).FindAll(segment => !marked.Contains(segment.Name) && !damage.Unproven.Contains(segment.Name));
            var boundaries = await _named.ReadAsync(cancellation).ConfigureAwait(false);
            var made = new List<string>();
            foreach (var run in SegmentRun.Of(step, segments, now))
            {
                await damage.CollectAsync(async () =>
                    made.Add(await MergeAsync(run, boundaries[run.Lineage].ToHashSet(), scratchFolder, progress, cancellation).ConfigureAwait(false))).ConfigureAwait(false);
            }

            // Before the next step takes its results for sources.
            var replaced = await ProvenAsync(made, damage, scratchFolder, progress, cancellation).ConfigureAwait(false);
            progress?.Report(new CompactionProgress(CompactionPhase.Pruning, ""));
            var unneeded = await _named.WithoutAsync(replaced, cancellation).ConfigureAwait(false);
            var pruned = await pruning.RunAsync(MarkReason.Compaction, [.. unneeded.Union(damage.Useless)], policy.Grace, now, cancellation).ConfigureAwait(false);
            result = new CompactionResult(
                [.. result.Made, .. made.Except(damage.Unproven)],
                [.. result.Marked, .. pruned.Marked],
                [.. result.Deleted, .. pruned.Deleted],
                pruned.Refused,
                pruned.Pinned);
        }

        damage.Throw();
        return result;
    }

    private async Task<string> MergeAsync(
        SegmentRun run, HashSet<long> boundaries, string scratchFolder, IProgress<CompactionProgress>? progress, CancellationToken cancellation)
    {
        progress?.Report(new CompactionProgress(CompactionPhase.Merging, store.Names.Segment(run.Lineage, run.Step.Tier, run.First, run.Last, run.Time)));
        var pin = await pins.TakeAsync([.. run.Sources.Select(source => source.Name)], cancellation).ConfigureAwait(false);
        await using var pinned = pin.ConfigureAwait(false);
        using var merge = new SegmentMerge(store, run, scratchFolder);
        return (await merge.WriteAsync(boundaries, cancellation).ConfigureAwait(false)).Name;
    }

    /// <summary>
    /// The segments that others replace, each proven by reading both back, now or in an earlier run, which marked them then.
    /// </summary>
    private async Task<List<(SegmentName Source, SegmentName By)>> ProvenAsync(
        List<string> made, CompactionDamage damage, string scratchFolder, IProgress<CompactionProgress>? progress, CancellationToken cancellation)
    {
        var segments = await SegmentsAsync(cancellation).ConfigureAwait(false);
        var marked = await MarkedAsync(MarkReason.Compaction, cancellation).ConfigureAwait(false);
        var proof = new CompactionProof(store, scratchFolder);
        var proven = new List<(SegmentName Source, SegmentName By)>();
        var replaced = SegmentCover.ReplacementsOf(segments);
        foreach (var group in segments.Where(segment => replaced.ContainsKey(segment.Name)).GroupBy(segment => replaced[segment.Name]))
        {
            proven.AddRange(group.Where(segment => marked.Contains(segment.Name)).Select(segment => (segment, group.Key)));
            var unproven = group.Where(segment => !marked.Contains(segment.Name)).ToList();
            if (unproven.Count > 0 && !damage.Unproven.Contains(group.Key.Name) && (Tiling(group.Key, unproven) ?? Tiling(group.Key, [.. group])) is { } sources)
            {
                progress?.Report(new CompactionProgress(CompactionPhase.Proving, group.Key.Name));
                if (await damage.CollectAsync(() => ProveAsync(proof, group.Key, sources, made.Contains(group.Key.Name), cancellation)).ConfigureAwait(false))
                {
                    proven.AddRange(unproven.Select(segment => (segment, group.Key)));
                }
                else
                {
                    damage.Reject(group.Key, stays: !made.Contains(group.Key.Name) && sources.TrueForAll(source => !marked.Contains(source.Name)));
                }
            }
        }

        return proven;
    }

    private async Task ProveAsync(CompactionProof proof, SegmentName result, List<SegmentName> sources, bool isNew, CancellationToken cancellation)
    {
        var pin = await pins.TakeAsync([result.Name, .. sources.Select(source => source.Name)], cancellation).ConfigureAwait(false);
        await using var pinned = pin.ConfigureAwait(false);
        try
        {
            await proof.CheckAsync(result, sources, cancellation).ConfigureAwait(false);
        }
        catch (StorageException damaged) when (isNew && damaged.Error == StorageError.ArchiveDamaged && damaged.Path == result.Name)
        {
            // Only what this run made: its sources are all there, and nobody knows the result yet.
            await store.Target.DeleteAsync(result.Name, cancellation).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Finer segments that cover exactly what the result covers, one after the other; null when some are gone.</summary>
    private static List<SegmentName>? Tiling(SegmentName result, List<SegmentName> finer)
    {
        var sources = new List<SegmentName>();
        var next = result.First;
        foreach (var group in finer.GroupBy(segment => segment.First).OrderBy(group => group.Key))
        {
            if (group.Key == next)
            {
                var furthest = group.MaxBy(segment => (segment.Last, segment.Tier))!;
                sources.Add(furthest);
                next = furthest.Last + 1;
            }
        }

        return next == result.Last + 1 ? sources : null;
    }

    private async Task<List<SegmentName>> SegmentsAsync(CancellationToken cancellation) =>
        SegmentCover.SegmentsOf(await store.Target.ListAsync(store.Names.Lineages, cancellation).ConfigureAwait(false));

    private async Task<HashSet<string>> MarkedAsync(MarkReason reason, CancellationToken cancellation) =>
        [.. (await marks.ReadAsync(cancellation).ConfigureAwait(false)).Where(mark => mark.Reason == reason).SelectMany(mark => mark.Objects)];
}
