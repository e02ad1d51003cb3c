using System.Buffers.Binary;
using System.Text;

namespace Belfry.Storage.Backup;

/// <summary>The 64 bytes before the pages of a snapshot: lineage (32, zero padded), position, time, page size, number of pages, zero.</summary>
internal readonly record struct SnapshotHeader(string Lineage, long Position, DateTimeOffset Time, int PageSize, uint Pages)
{
    public const int Length = 64;
    private const int LineageLength = 32;

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Encoding.ASCII.GetBytes(Lineage, bytes.AsSpan(0, LineageLength));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), Position);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(40), Time.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(48), PageSize);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(52), Pages);
        return bytes;
    }

    /// <summary>Reads a header; null when its numbers are impossible.</summary>
    public static SnapshotHeader? Read(ReadOnlySpan<byte> bytes)
    {
        var pageSize = BinaryPrimitives.ReadInt32LittleEndian(bytes[48..]);
        var pages = BinaryPrimitives.ReadUInt32LittleEndian(bytes[52..]);
        var time = BinaryPrimitives.ReadInt64LittleEndian(bytes[40..]);
        if (pageSize is < 512 or > 65_536 || !int.IsPow2(pageSize) || pages == 0 || time is < 0 or > ArchiveTime.MaxMilliseconds)
        {
            return null;
        }

        return new SnapshotHeader(
            Encoding.ASCII.GetString(bytes[..LineageLength]).TrimEnd('\0'),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
            DateTimeOffset.FromUnixTimeMilliseconds(time),
            pageSize,
            pages);
    }
}
