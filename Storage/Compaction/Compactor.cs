using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Retention;

namespace Belfry.Storage.Compaction;

/// <summary>
/// Makes coarser segments of older ones. A killed run leaves finer and coarser segments side by side, either of which gives the same database; the next run proves
/// what was not proven, and goes on.
/// </summary>
internal sealed class Compactor(ObjectStore store, MarkLog marks, PinLog pins, Pruning pruning)
{
    /// <param name="policy">What becomes coarser when.</param>
    /// <param name="boundaries">The positions of each lineage that must stay restorable.</param>
    /// <param name="scratchFolder">For the pages of one span.</param>
    /// <param name="now">The time.</param>
    /// <param name="progress">Told before each step, on this thread.</param>
    /// <param name="cancellation">Stops between two pages; what is done stays.</param>
    public async Task<CompactionResult> RunAsync(
        CompactionPolicy policy,
        ILookup<string, long> boundaries,
        string scratchFolder,
        DateTimeOffset now,
        IProgress<CompactionProgress>? progress,
        CancellationToken cancellation)
    {
        var result = new CompactionResult([], [], [], [], []);
        foreach (var step in policy.Steps())
        {
            var marked = await MarkedAsync(MarkReason.Retention, cancellation).ConfigureAwait(false);
            var segments = (await SegmentsAsync(cancellation).ConfigureAwait(false)).FindAll(segment => !marked.Contains(segment.Name));
            var made = new List<string>();
            foreach (var run in SegmentRun.Of(step, segments, now))
            {
                made.Add(await MergeAsync(run, boundaries[run.Lineage].ToHashSet(), scratchFolder, progress, cancellation).ConfigureAwait(false));
            }

            // Before the next step takes its results for sources.
            var replaced = await ProvenAsync(scratchFolder, progress, cancellation).ConfigureAwait(false);
            progress?.Report(new CompactionProgress(CompactionPhase.Pruning, ""));
            var pruned = await pruning.RunAsync(MarkReason.Compaction, replaced, policy.Grace, now, cancellation).ConfigureAwait(false);
            result = new CompactionResult(
                [.. result.Made, .. made],
                [.. result.Marked, .. pruned.Marked],
                [.. result.Deleted, .. pruned.Deleted],
                pruned.Refused,
                pruned.Pinned);
        }

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
    private async Task<List<string>> ProvenAsync(string scratchFolder, IProgress<CompactionProgress>? progress, CancellationToken cancellation)
    {
        var segments = await SegmentsAsync(cancellation).ConfigureAwait(false);
        var marked = await MarkedAsync(MarkReason.Compaction, cancellation).ConfigureAwait(false);
        var proof = new CompactionProof(store, scratchFolder);
        var proven = new List<string>();
        var replaced = SegmentCover.ReplacementsOf(segments);
        foreach (var group in segments.Where(segment => replaced.ContainsKey(segment.Name)).GroupBy(segment => replaced[segment.Name]))
        {
            proven.AddRange(group.Where(segment => marked.Contains(segment.Name)).Select(segment => segment.Name));
            var unproven = group.Where(segment => !marked.Contains(segment.Name)).ToList();
            if (unproven.Count > 0 && (Tiling(group.Key, unproven) ?? Tiling(group.Key, [.. group])) is { } sources)
            {
                progress?.Report(new CompactionProgress(CompactionPhase.Proving, group.Key.Name));
                await ProveAsync(proof, group.Key, sources, cancellation).ConfigureAwait(false);
                proven.AddRange(unproven.Select(segment => segment.Name));
            }
        }

        return proven;
    }

    private async Task ProveAsync(CompactionProof proof, SegmentName result, List<SegmentName> sources, CancellationToken cancellation)
    {
        var pin = await pins.TakeAsync([result.Name, .. sources.Select(source => source.Name)], cancellation).ConfigureAwait(false);
        await using var pinned = pin.ConfigureAwait(false);
        try
        {
            await proof.CheckAsync(result, sources, cancellation).ConfigureAwait(false);
        }
        catch (StorageException damaged) when (damaged.Error == StorageError.ArchiveDamaged)
        {
            // Without its proof the coarser one must not stand in for its sources, all of which are still there.
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
