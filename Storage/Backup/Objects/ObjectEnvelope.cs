using System.Buffers.Binary;

namespace Belfry.Storage.Backup.Objects;

/// <summary>What an object contains; the numbers of docs/backup-format.md.</summary>
internal enum ObjectKind : byte
{
    Snapshot = 1,
    Segment = 2,
    Set = 3,
    Verification = 4,
    Upload = 5,
    Point = 6,
}

/// <summary>The fixed parts of an object's envelope, as docs/backup-format.md describes them.</summary>
internal static class ObjectEnvelope
{
    public const int HeaderLength = 32;
    public const int BlockPrefixLength = 5;
    public const int TrailerLength = 32;
    public const int BlockLength = 1 << 20;
    public const int MinBlockLength = 4096;
    public const int MaxBlockLength = 16 << 20;
    public const uint LastBlock = 0x8000_0000;
    private const ushort Version = 1;
    private const byte Encrypted = 1;

    private static ReadOnlySpan<byte> Magic => [0x89, (byte)'B', (byte)'E', (byte)'L', (byte)'F', (byte)'R', (byte)'Y', 0x0A];

    /// <summary>A header; <paramref name="keySectionLength"/> is 0 for an object that is not encrypted.</summary>
    public static byte[] Header(ObjectKind kind, int keySectionLength)
    {
        var header = new byte[HeaderLength];
        Magic.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(header.AsSpan(8), Version);
        header[10] = (byte)kind;
        header[11] = keySectionLength > 0 ? Encrypted : (byte)0;
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(12), BlockLength);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(16), HeaderLength + keySectionLength);
        return header;
    }

    /// <summary>Whether the beginning of an object says that it is ciphertext.</summary>
    public static bool IsEncrypted(ReadOnlySpan<byte> start) => start.Length >= HeaderLength && start.StartsWith(Magic) && start[11] == Encrypted;

    /// <summary>The name of the master key of the object that begins so, empty when it is not encrypted; null when this is no beginning of an object.</summary>
    public static string? KeyNameOf(ReadOnlySpan<byte> start) =>
        start.Length < HeaderLength || !start.StartsWith(Magic) ? null
        : !IsEncrypted(start) ? ""
        : start.Length > HeaderLength && start.Length >= HeaderLength + 1 + start[HeaderLength] ? ObjectCipher.KeyName(start[HeaderLength..])
        : null;

    /// <summary>Checks a header and returns its block length and the length of its key section; null when it is not one that this version can read.</summary>
    public static (int BlockLength, int KeySectionLength)? Accept(ReadOnlySpan<byte> header, ObjectKind kind)
    {
        var block = BinaryPrimitives.ReadInt32LittleEndian(header[12..]);
        var section = BinaryPrimitives.ReadInt32LittleEndian(header[16..]) - HeaderLength;
        var fits = header.StartsWith(Magic)
            && BinaryPrimitives.ReadUInt16LittleEndian(header[8..]) == Version
            && header[10] == (byte)kind
            && block is >= MinBlockLength and <= MaxBlockLength
            && (header[11] == Encrypted ? section >= ObjectCipher.SectionLength(1) && section <= ObjectCipher.SectionLength(32) : header[11] == 0 && section == 0)
            && header[20..HeaderLength].IndexOfAnyExcept((byte)0) < 0;
        return fits ? (block, section) : null;
    }
}
