using System.Buffers.Binary;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Backup;

/// <summary>Reads one segment record by record and page by page. Whatever it returns has possible numbers and agrees with the segment's name.</summary>
internal sealed class SegmentReader : IAsyncDisposable
{
    private readonly ObjectReader _reader;
    private readonly byte[] _record = new byte[RecordHeader.Length];
    private readonly byte[] _number = new byte[4];
    private readonly byte[] _skipped;
    private RecordHeader _current;
    private uint _pagesLeft;
    private uint _lastNumber;
    private long _next;

    private SegmentReader(ObjectReader reader, SegmentName name, SegmentHeader header)
    {
        _reader = reader;
        Name = name;
        Header = header;
        _next = header.First;
        _skipped = new byte[header.PageSize];
    }

    public SegmentName Name { get; }

    public SegmentHeader Header { get; }

    /// <summary>Takes over an object that was opened as a segment.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: its content is not what its name says.</exception>
    public static async Task<SegmentReader> StartAsync(ObjectReader reader, SegmentName name, CancellationToken cancellation)
    {
        try
        {
            var bytes = new byte[SegmentHeader.Length];
            await reader.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
            var header = SegmentHeader.Read(bytes);
            var possible = header.PageSize is >= 512 and <= 65_536 && int.IsPow2(header.PageSize);
            return possible && (header.Lineage, header.First) == (name.Lineage, name.First)
                ? new SegmentReader(reader, name, header)
                : throw ObjectReader.Damaged(name.Name, $"its content is that of lineage {header.Lineage}, position {header.First}");
        }
        catch
        {
            await reader.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    public static async Task<SegmentReader> OpenAsync(ObjectStore store, SegmentName name, CancellationToken cancellation) =>
        await StartAsync(await store.OpenAsync(name.Name, ObjectKind.Segment, cancellation).ConfigureAwait(false), name, cancellation).ConfigureAwait(false);

    /// <summary>The next record, past what was not read of the one before; null at the end, when the whole object was proven.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>.</exception>
    public async ValueTask<RecordHeader?> NextAsync(CancellationToken cancellation)
    {
        while (_pagesLeft > 0)
        {
            await PageAsync(_skipped, cancellation).ConfigureAwait(false);
        }

        if (await _reader.AtEndAsync(cancellation).ConfigureAwait(false))
        {
            return _next == Name.Last + 1 ? null : throw ObjectReader.Damaged(Name.Name, $"it ends before position {Name.Last}");
        }

        await _reader.ReadExactlyAsync(_record, cancellation).ConfigureAwait(false);
        if (RecordHeader.Read(_record) is not { } record || record.First != _next || record.Last > Name.Last)
        {
            throw ObjectReader.Damaged(Name.Name, $"its record of position {_next} has impossible numbers");
        }

        (_current, _pagesLeft, _lastNumber, _next) = (record, record.Pages, 0, record.Last + 1);
        return record;
    }

    /// <summary>The number and the content of the record's next page; 0 when the record has no more.</summary>
    /// <param name="page">As long as a page.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>.</exception>
    public async ValueTask<uint> PageAsync(Memory<byte> page, CancellationToken cancellation)
    {
        if (_pagesLeft == 0)
        {
            return 0;
        }

        await _reader.ReadExactlyAsync(_number, cancellation).ConfigureAwait(false);
        await _reader.ReadExactlyAsync(page, cancellation).ConfigureAwait(false);
        var number = BinaryPrimitives.ReadUInt32LittleEndian(_number);
        if (number <= _lastNumber || number > _current.DatabasePages)
        {
            throw ObjectReader.Damaged(Name.Name, $"a page of position {_current.Last} has the impossible number {number}");
        }

        (_lastNumber, _pagesLeft) = (number, _pagesLeft - 1);
        return number;
    }

    public ValueTask DisposeAsync() => _reader.DisposeAsync();
}
