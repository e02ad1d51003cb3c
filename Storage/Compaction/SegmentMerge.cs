using System.Buffers.Binary;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Compaction;

/// <summary>Writes the one segment that a run of segments becomes: for each span one record with the last content of each page.</summary>
internal sealed class SegmentMerge(ObjectStore store, SegmentRun run, string scratchFolder) : IDisposable
{
    private readonly PageRuns _pages = new(scratchFolder);
    private readonly FileStream _contents = ScratchFile.Create(scratchFolder);
    private readonly byte[] _record = new byte[RecordHeader.Length];
    private byte[] _page = [];
    private long _slots;
    private RecordHeader? _span;
    private RecordHeader? _last;

    /// <summary>Streams the sources into a new object; memory does not grow with them, the scratch file grows to the pages of one span.</summary>
    /// <param name="boundaries">Positions that must stay restorable: a record ends with each.</param>
    /// <param name="cancellation">Stops between two pages and leaves nothing behind.</param>
    /// <returns>The new segment, not yet proven.</returns>
    public async Task<SegmentName> WriteAsync(IReadOnlySet<long> boundaries, CancellationToken cancellation)
    {
        var created = await store.CreateAsync(ObjectKind.Segment, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        foreach (var source in run.Sources)
        {
            var reader = await SegmentReader.OpenAsync(store, source, cancellation).ConfigureAwait(false);
            await using var closingSource = reader.ConfigureAwait(false);
            if (_last is { } last && reader.Header.Before != last.After)
            {
                throw ObjectReader.Damaged(source.Name, $"it does not begin with the checksum that position {last.Last} states");
            }

            if (_page.Length == 0)
            {
                _page = new byte[4 + reader.Header.PageSize];
                await created.Content.WriteAsync((reader.Header with { First = run.First }).ToBytes(), cancellation).ConfigureAwait(false);
            }

            while (await reader.NextAsync(cancellation).ConfigureAwait(false) is { } record)
            {
                if (_span is { } span && (boundaries.Contains(span.Last) || !run.Step.Merges(span.Time, record.Time)))
                {
                    await EndSpanAsync(created.Content, cancellation).ConfigureAwait(false);
                }

                await AddAsync(reader, record, cancellation).ConfigureAwait(false);
            }
        }

        await EndSpanAsync(created.Content, cancellation).ConfigureAwait(false);
        var name = store.Names.Segment(run.Lineage, run.Step.Tier, run.First, run.Last, run.Time);
        await created.CommitAsync(name, cancellation).ConfigureAwait(false);
        return ArchiveNames.ReadSegment(name)!;
    }

    public void Dispose()
    {
        _pages.Dispose();
        _contents.Dispose();
    }

    private async Task AddAsync(SegmentReader reader, RecordHeader record, CancellationToken cancellation)
    {
        while (await reader.PageAsync(_page.AsMemory(4), cancellation).ConfigureAwait(false) is var number and not 0)
        {
            var slot = _pages.SlotOf(number) ?? _slots++;
            RandomAccess.Write(_contents.SafeFileHandle, _page.AsSpan(4), slot * (_page.Length - 4));
            _pages.Add(new PageEntry(number, slot, 0));
        }

        _span = record with { First = _span?.First ?? record.First };
        _last = record;
    }

    private async Task EndSpanAsync(ObjectWriter writer, CancellationToken cancellation)
    {
        var span = _span!.Value;
        var count = (uint)_pages.Newest(span.DatabasePages).Count();
        (span with { Pages = count }).Write(_record);
        await writer.WriteAsync(_record, cancellation).ConfigureAwait(false);
        foreach (var entry in _pages.Newest(span.DatabasePages))
        {
            BinaryPrimitives.WriteUInt32LittleEndian(_page, entry.Page);
            RandomAccess.Read(_contents.SafeFileHandle, _page.AsSpan(4), entry.Slot * (_page.Length - 4));
            await writer.WriteAsync(_page, cancellation).ConfigureAwait(false);
        }

        _pages.Clear();
        (_span, _slots) = (null, 0);
    }
}
