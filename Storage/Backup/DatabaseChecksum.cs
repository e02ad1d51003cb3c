using System.Buffers.Binary;
using System.IO.Hashing;
using Belfry.Storage.Following;

namespace Belfry.Storage.Backup;

/// <summary>
/// The checksum of a whole database that a commit changes in proportion to its own size: the sum modulo 2^128 over all pages n of
/// n × XXH64(page n). The page at 1 GiB, which SQLite never uses, does not count.
/// </summary>
internal readonly record struct DatabaseChecksum(UInt128 Value)
{
    public const int Length = 16;
    private const long LockOffset = 0x4000_0000;

    public static DatabaseChecksum Read(ReadOnlySpan<byte> bytes) => new(BinaryPrimitives.ReadUInt128LittleEndian(bytes));

    /// <summary>The checksum of the pages of both, in whatever order they were added.</summary>
    public static DatabaseChecksum operator +(DatabaseChecksum left, DatabaseChecksum right) => new(left.Value + right.Value);

    /// <summary>The checksum without the pages of the other one.</summary>
    public static DatabaseChecksum operator -(DatabaseChecksum left, DatabaseChecksum right) => new(left.Value - right.Value);

    /// <summary>The term of one page.</summary>
    public static UInt128 Term(uint number, ReadOnlySpan<byte> page) =>
        number == (LockOffset / page.Length) + 1 ? 0 : number * (UInt128)XxHash64.HashToUInt64(page);

    /// <summary>This checksum with consecutive pages added, the first of them being <paramref name="first"/>.</summary>
    public DatabaseChecksum Add(uint first, ReadOnlySpan<byte> pages, int pageSize, PageTerms? terms = null)
    {
        var sum = Value;
        for (; pages.Length > 0; pages = pages[pageSize..])
        {
            var term = Term(first, pages[..pageSize]);
            terms?.Set(first, term);
            sum += term;
            first++;
        }

        return new DatabaseChecksum(sum);
    }

    public void Write(Span<byte> bytes) => BinaryPrimitives.WriteUInt128LittleEndian(bytes, Value);

    public override string ToString() => $"{Value:x32}";
}
