using System.Buffers.Binary;
using System.Text;

namespace Belfry.Storage.Backup;

/// <summary>The 64 bytes before the records of a segment: lineage (32, zero padded), first position, page size, zero (4), checksum before.</summary>
internal readonly record struct SegmentHeader(string Lineage, long First, int PageSize, DatabaseChecksum Before)
{
    public const int Length = 64;

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        Encoding.ASCII.GetBytes(Lineage, bytes.AsSpan(0, 32));
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(32), First);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(40), PageSize);
        Before.Write(bytes.AsSpan(48));
        return bytes;
    }

    public static SegmentHeader Read(ReadOnlySpan<byte> bytes) => new(
        Encoding.ASCII.GetString(bytes[..32]).TrimEnd('\0'),
        BinaryPrimitives.ReadInt64LittleEndian(bytes[32..]),
        BinaryPrimitives.ReadInt32LittleEndian(bytes[40..]),
        DatabaseChecksum.Read(bytes[48..]));
}

/// <summary>The 48 bytes before the pages of a record: first and last position, time, pages of the database, pages of the record, checksum after.</summary>
internal readonly record struct RecordHeader(long First, long Last, DateTimeOffset Time, uint DatabasePages, uint Pages, DatabaseChecksum After)
{
    public const int Length = 48;

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes, First);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], Last);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[16..], Time.ToUnixTimeMilliseconds());
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[24..], DatabasePages);
        BinaryPrimitives.WriteUInt32LittleEndian(bytes[28..], Pages);
        After.Write(bytes[32..]);
    }

    /// <summary>Reads a header; null when its numbers are impossible.</summary>
    public static RecordHeader? Read(ReadOnlySpan<byte> bytes)
    {
        var time = BinaryPrimitives.ReadInt64LittleEndian(bytes[16..]);
        var header = new RecordHeader(
            BinaryPrimitives.ReadInt64LittleEndian(bytes),
            BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]),
            DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(time, 0, ArchiveTime.MaxMilliseconds)),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[24..]),
            BinaryPrimitives.ReadUInt32LittleEndian(bytes[28..]),
            DatabaseChecksum.Read(bytes[32..]));
        return header.First < 1 || header.Last < header.First || header.DatabasePages == 0 || header.Time.ToUnixTimeMilliseconds() != time ? null : header;
    }
}
