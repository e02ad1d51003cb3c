using System.Buffers.Binary;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Following;

namespace Belfry.Storage.Restore;

/// <summary>Applies the records of segments to a file that holds an earlier state, and checks the database checksum after each.</summary>
internal sealed class SegmentRestore(ObjectStore store, FileStream output, SnapshotHeader start, PageTerms terms)
{
    private readonly byte[] _page = new byte[4 + start.PageSize];
    private readonly byte[] _header = new byte[RecordHeader.Length];

    /// <summary>The last commit that the file holds.</summary>
    public long Position { get; private set; } = start.Position;

    /// <summary>When that commit was seen.</summary>
    public DateTimeOffset Time { get; private set; } = start.Time;

    /// <summary>Applies the records of a segment that come after <see cref="Position"/> and not after the plan's end.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: damaged, of another lineage, or not leading to the checksum it states.</exception>
    public async Task ApplyAsync(string name, RestorePlan plan, CancellationToken cancellation)
    {
        var reader = await store.OpenAsync(name, ObjectKind.Segment, cancellation).ConfigureAwait(false);
        await using var closing = reader.ConfigureAwait(false);
        var bytes = new byte[SegmentHeader.Length];
        await reader.ReadExactlyAsync(bytes, cancellation).ConfigureAwait(false);
        var header = SegmentHeader.Read(bytes);
        var said = ArchiveNames.ReadSegment(name)!;
        if ((header.Lineage, header.First, header.PageSize) != (start.Lineage, said.First, start.PageSize))
        {
            throw ObjectReader.Damaged(name, $"its content is that of lineage {header.Lineage}, position {header.First}");
        }

        var next = header.First;
        while (!await reader.AtEndAsync(cancellation).ConfigureAwait(false))
        {
            await reader.ReadExactlyAsync(_header, cancellation).ConfigureAwait(false);
            if (RecordHeader.Read(_header) is not { } record || record.First != next || record.Last > said.Last)
            {
                throw ObjectReader.Damaged(name, $"its record of position {next} has impossible numbers");
            }

            next = record.Last + 1;
            var wanted = record.First == Position + 1 && record.Last <= plan.LastPosition && record.Time <= plan.LastTime;
            await ApplyAsync(reader, name, record, wanted, cancellation).ConfigureAwait(false);
        }
    }

    private async Task ApplyAsync(ObjectReader reader, string name, RecordHeader record, bool wanted, CancellationToken cancellation)
    {
        for (var i = 0u; i < record.Pages; i++)
        {
            await reader.ReadExactlyAsync(_page, cancellation).ConfigureAwait(false);
            var number = BinaryPrimitives.ReadUInt32LittleEndian(_page);
            if (number == 0 || number > record.DatabasePages)
            {
                throw ObjectReader.Damaged(name, $"a page of position {record.Last} has the impossible number {number}");
            }

            if (wanted)
            {
                terms.Set(number, DatabaseChecksum.Term(number, _page.AsSpan(4)));
                output.Position = (number - 1L) * start.PageSize;
                await output.WriteAsync(_page.AsMemory(4), cancellation).ConfigureAwait(false);
            }
        }

        if (!wanted)
        {
            return;
        }

        terms.Resize(record.DatabasePages);
        output.SetLength((long)record.DatabasePages * start.PageSize);
        if (terms.Checksum != record.After)
        {
            throw ObjectReader.Damaged(name, $"the database does not have the checksum that position {record.Last} states");
        }

        terms.Keep();
        (Position, Time) = (record.Last, record.Time);
    }
}
