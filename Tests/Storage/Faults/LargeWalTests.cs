using System.Buffers.Binary;
using Belfry.Storage.Wal;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Faults;

/// <summary>Fault 23: offsets beyond 4 GiB, in a WAL that is nearly all hole.</summary>
public sealed class LargeWalTests
{
    private const int PageSize = 4096;
    private const long FramesBefore = 1_200_000;

    [Fact]
    public void Read_FramesBeyondFourGibibytes_FindsThemWhereTheyAre()
    {
        using var folder = new TempFolder();
        var path = folder.File("app.db");
        var start = new WalPosition(0x0102030405060708, FramesBefore, new WalChecksum(17, 4), BigEndian: false);
        var expected = start.Checksum;
        using (var file = new FileStream(path + "-wal", FileMode.CreateNew))
        {
            for (var number = FramesBefore + 1; number <= FramesBefore + 2; number++)
            {
                var frame = Frame((uint)(number - FramesBefore), databasePages: number == FramesBefore + 2 ? 7u : 0, start.Salts, ref expected);
                file.Position = 32 + ((number - 1) * (24L + PageSize));
                file.Write(frame);
            }
        }

        using var wal = new WalFile(path);
        var commits = new WalScanner(wal, PageSize).Read(start, FramesBefore + 2, long.MaxValue);

        var commit = Assert.Single(commits!);
        Assert.Equal((7u, FramesBefore + 2, expected), (commit.DatabasePages, commit.End.Frame, commit.End.Checksum));
        Assert.Equal([new WalPage(1, 4_944_000_056), new WalPage(2, 4_944_004_176)], commit.Pages);
        var page = new byte[PageSize];
        Assert.True(wal.Read(commit.Pages[1].Offset, page));
        Assert.All(page, value => Assert.Equal(2, value));
    }

    private static byte[] Frame(uint page, uint databasePages, ulong salts, ref WalChecksum checksum)
    {
        var frame = new byte[24 + PageSize];
        BinaryPrimitives.WriteUInt32BigEndian(frame, page);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(4), databasePages);
        BinaryPrimitives.WriteUInt64BigEndian(frame.AsSpan(8), salts);
        frame.AsSpan(24).Fill((byte)page);
        checksum = checksum.Add(frame.AsSpan(0, 8), bigEndian: false).Add(frame.AsSpan(24), bigEndian: false);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(16), checksum.S0);
        BinaryPrimitives.WriteUInt32BigEndian(frame.AsSpan(20), checksum.S1);
        return frame;
    }
}
