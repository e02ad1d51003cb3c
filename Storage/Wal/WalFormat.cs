using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Belfry.Storage.Wal;

/// <summary>The two running sums of SQLite's WAL checksum.</summary>
internal readonly record struct WalChecksum(uint S0, uint S1)
{
    /// <summary>Adds bytes, a multiple of 8, as 32-bit words in the order that the WAL's magic number names.</summary>
    public WalChecksum Add(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        var (s0, s1) = (S0, S1);
        var words = MemoryMarshal.Cast<byte, uint>(bytes);
        if (bigEndian == BitConverter.IsLittleEndian)
        {
            for (var i = 0; i < words.Length; i += 2)
            {
                s0 += BinaryPrimitives.ReverseEndianness(words[i]) + s1;
                s1 += BinaryPrimitives.ReverseEndianness(words[i + 1]) + s0;
            }
        }
        else
        {
            for (var i = 0; i < words.Length; i += 2)
            {
                s0 += words[i] + s1;
                s1 += words[i + 1] + s0;
            }
        }

        return new WalChecksum(s0, s1);
    }
}

/// <summary>
/// The 32 bytes before the frames, big-endian: magic 377f0682 or 377f0683 (checksums little- or big-endian), version 3007000, page size,
/// checkpoint sequence, salt 1, salt 2, checksum of the first 24 bytes.
/// </summary>
internal readonly record struct WalHeader(int PageSize, uint Sequence, ulong Salts, bool BigEndian, WalChecksum Checksum)
{
    public const int Length = 32;
    private const uint Magic = 0x377f0682;
    private const uint Version = 3_007_000;

    /// <summary>Reads the header; false when the bytes are not one (an empty, new or torn WAL).</summary>
    public static bool TryRead(ReadOnlySpan<byte> bytes, out WalHeader header)
    {
        header = default;
        if (bytes.Length < Length || (Word(bytes, 0) & ~1u) != Magic || Word(bytes, 4) != Version)
        {
            return false;
        }

        var bigEndian = (Word(bytes, 0) & 1) == 1;
        var checksum = default(WalChecksum).Add(bytes[..24], bigEndian);
        header = new WalHeader((int)Word(bytes, 8), Word(bytes, 12), Salt(bytes[16..]), bigEndian, checksum);
        return checksum == new WalChecksum(Word(bytes, 24), Word(bytes, 28));
    }

    /// <summary>Both salts as one number, in file order; only ever compared for equality.</summary>
    public static ulong Salt(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt64BigEndian(bytes);

    internal static uint Word(ReadOnlySpan<byte> bytes, int offset) => BinaryPrimitives.ReadUInt32BigEndian(bytes[offset..]);
}

/// <summary>The 24 bytes before each page, big-endian: page number, size of the database after the commit (0 inside a transaction), salts, checksum.</summary>
internal readonly record struct WalFrame(uint Page, uint CommitPages, ulong Salts, WalChecksum Checksum)
{
    public const int HeaderLength = 24;

    public bool IsCommit => CommitPages != 0;

    public static WalFrame Read(ReadOnlySpan<byte> bytes) => new(
        WalHeader.Word(bytes, 0),
        WalHeader.Word(bytes, 4),
        WalHeader.Salt(bytes[8..]),
        new WalChecksum(WalHeader.Word(bytes, 16), WalHeader.Word(bytes, 20)));

    /// <summary>Where frame <paramref name="number"/> (from 1) starts in the file.</summary>
    public static long Offset(long number, int pageSize) => WalHeader.Length + ((number - 1) * (HeaderLength + pageSize));
}
