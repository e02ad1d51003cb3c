using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Compaction;

/// <summary>
/// Proves, by reading both back, that a segment does to a database what its sources do. Each record must lead from the same checksum to the same checksum, and the
/// terms of its pages must add up to those of the last contents in its sources. The terms of pages that neither touches are the same on both sides and cancel out, so
/// the checksum that a restore computes after the record is the one that its sources lead to.
/// </summary>
internal sealed class CompactionProof(ObjectStore store, string scratchFolder)
{
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: it does not, or one of them is damaged.</exception>
    public async Task CheckAsync(SegmentName result, IReadOnlyList<SegmentName> sources, CancellationToken cancellation)
    {
        var merged = await SegmentReader.OpenAsync(store, result, cancellation).ConfigureAwait(false);
        await using var closing = merged.ConfigureAwait(false);
        using var pages = new PageRuns(scratchFolder);
        var page = new byte[merged.Header.PageSize];
        RecordHeader? expected = null;
        foreach (var source in sources)
        {
            var reader = await SegmentReader.OpenAsync(store, source, cancellation).ConfigureAwait(false);
            await using var closingSource = reader.ConfigureAwait(false);
            Require(result, source.First != result.First || reader.Header == merged.Header, "it does not begin as its sources do");
            Require(result, reader.Header.PageSize == merged.Header.PageSize, "its pages have another size than those of its sources");
            while (await reader.NextAsync(cancellation).ConfigureAwait(false) is { } record)
            {
                expected ??= await merged.NextAsync(cancellation).ConfigureAwait(false);
                while (await reader.PageAsync(page, cancellation).ConfigureAwait(false) is var number and not 0)
                {
                    pages.Add(new PageEntry(number, 0, DatabaseChecksum.Term(number, page)));
                }

                Require(result, expected is { } within && record.Last <= within.Last, $"no record of it ends at position {record.Last}");
                if (record.Last == expected!.Value.Last)
                {
                    // The same commits written again after a lost answer have the time of the second attempt.
                    Require(result, source.Tier == result.Tier || record.Time == expected.Value.Time, $"its record of position {record.Last} has another time than its sources");
                    await CompareAsync(result, merged, expected.Value, record, pages, cancellation).ConfigureAwait(false);
                    expected = null;
                }
            }
        }

        Require(result, expected is null && await merged.NextAsync(cancellation).ConfigureAwait(false) is null, "it goes on after its sources");
    }

    private static async Task CompareAsync(
        SegmentName result, SegmentReader merged, RecordHeader record, RecordHeader source, PageRuns pages, CancellationToken cancellation)
    {
        var page = new byte[merged.Header.PageSize];
        var (sum, count) = (default(UInt128), 0u);
        while (await merged.PageAsync(page, cancellation).ConfigureAwait(false) is var number and not 0)
        {
            sum += DatabaseChecksum.Term(number, page);
            count++;
        }

        foreach (var newest in pages.Newest(source.DatabasePages))
        {
            sum -= newest.Term;
            count--;
        }

        var same = (record.DatabasePages, record.After) == (source.DatabasePages, source.After);
        Require(result, same && sum == 0 && count == 0, $"its record of position {record.Last} does not lead to the database that its sources lead to");
        pages.Clear();
    }

    private static void Require(SegmentName result, bool condition, string why)
    {
        if (!condition)
        {
            throw ObjectReader.Damaged(result.Name, why);
        }
    }
}
