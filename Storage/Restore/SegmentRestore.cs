using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Restore;

/// <summary>Applies the records of segments to a file that holds an earlier state.</summary>
internal sealed class SegmentRestore(FileStream output, SnapshotHeader start, DatabaseChecksum checksum)
{
    private readonly PageBuffer _buffer = new(output, start.PageSize);
    private readonly byte[] _page = new byte[start.PageSize];
    private uint _pages = start.Pages;

    /// <summary>The last commit that the file will hold.</summary>
    public long Position { get; private set; } = start.Position;

    /// <summary>When that commit was seen.</summary>
    public DateTimeOffset Time { get; private set; } = start.Time;

    /// <summary>The checksum that the archive states for that commit.</summary>
    public DatabaseChecksum Checksum { get; private set; } = checksum;

    /// <summary>Applies the records of a segment that go beyond <see cref="Position"/> and not beyond the plan's end.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: damaged, or of another history.</exception>
    public async Task ApplyAsync(SegmentReader segment, RestorePlan plan, CancellationToken cancellation)
    {
        if (segment.Header.PageSize != start.PageSize || (segment.Header.First == Position + 1 && segment.Header.Before != Checksum))
        {
            throw ObjectReader.Damaged(segment.Name.Name, $"it does not go on from the state of position {Position}");
        }

        while (await segment.NextAsync(cancellation).ConfigureAwait(false) is { } record)
        {
            // A record of a higher tier may begin at a position that the file has passed: its pages are those of its end all the same.
            if (record.First <= Position + 1 && record.Last > Position && record.Last <= plan.LastPosition && record.Time <= plan.LastTime)
            {
                await ApplyAsync(segment, record, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes what is still in memory and gives the file its length.</summary>
    public void Finish() => _buffer.Finish(_pages);

    private async Task ApplyAsync(SegmentReader segment, RecordHeader record, CancellationToken cancellation)
    {
        // A database only grows by pages that its record brings, and by the lock page: a record cannot make a file of absurd size.
        if (record.DatabasePages > (ulong)_pages + record.Pages + 1)
        {
            throw ObjectReader.Damaged(segment.Name.Name, $"its record of position {record.Last} states an impossible size");
        }

        while (await segment.PageAsync(_page, cancellation).ConfigureAwait(false) is var number and not 0)
        {
            _buffer.Set(number, _page);
        }

        _pages = record.DatabasePages;
        (Position, Time, Checksum) = (record.Last, record.Time, record.After);
    }
}
