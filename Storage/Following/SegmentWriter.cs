using System.Buffers.Binary;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Following;

/// <summary>Writes commits as the records of one segment, page by page, so that memory does not grow with a commit. A record begins with the checksum after it: so pages are read twice, but for the first few.</summary>
internal sealed class SegmentWriter(WalFollower wal, PageTerms terms, int pageSize)
{
    private const long LockOffset = 0x4000_0000;

    private const int KeptBytes = 64 << 10;

    /// <summary>Pages with their numbers: the first ones of a commit, and at the end one for each of the others in its turn.</summary>
    private readonly byte[] _pages = new byte[((KeptBytes / (4 + pageSize)) + 1) * (4 + pageSize)];
    private readonly int _kept = KeptBytes / (4 + pageSize);
    private readonly byte[] _record = new byte[RecordHeader.Length];

    /// <summary>Called with each commit, its position and the checksum after it.</summary>
    public Action<WalCommit, long, DatabaseChecksum>? Recorded { get; init; }

    /// <param name="header">Describes the segment; its checksum is that of <c>terms</c> now.</param>
    /// <param name="commits">At least one.</param>
    /// <param name="time">When they were seen.</param>
    /// <param name="writer">Receives the content.</param>
    /// <param name="cancellation">Stops between two pages.</param>
    public async Task WriteAsync(
        SegmentHeader header, List<WalCommit> commits, DateTimeOffset time, ObjectWriter writer, CancellationToken cancellation)
    {
        await writer.WriteAsync(header.ToBytes(), cancellation).ConfigureAwait(false);
        var position = header.First;
        foreach (var commit in commits)
        {
            var pages = PagesOf(commit);
            for (var i = 0; i < pages.Count; i++)
            {
                terms.Set(pages[i].Number, DatabaseChecksum.Term(pages[i].Number, Read(pages[i], commit, i).Span[4..]));
            }

            terms.Resize(commit.DatabasePages);
            new RecordHeader(position, position, time, commit.DatabasePages, (uint)pages.Count, terms.Checksum).Write(_record);
            await writer.WriteAsync(_record, cancellation).ConfigureAwait(false);
            for (var i = 0; i < pages.Count; i++)
            {
                await writer.WriteAsync(i < _kept ? Slot(i) : Read(pages[i], commit, i), cancellation).ConfigureAwait(false);
            }

            Recorded?.Invoke(commit, position, terms.Checksum);
            position++;
        }

        wal.RefuseOverwritten();
    }

    /// <summary>The commit's pages within the database, and those by which it grew without writing them; in nearly all commits those that it wrote, and nothing is made anew.</summary>
    private IReadOnlyList<WalPage> PagesOf(WalCommit commit)
    {
        var pages = commit.Pages.Count > 0 && commit.Pages[^1].Number > commit.DatabasePages ? Within(commit) : commit.Pages;
        return commit.DatabasePages > terms.Pages ? Grown(pages, commit.DatabasePages) : pages;
    }

    private static List<WalPage> Within(WalCommit commit) => [.. commit.Pages.TakeWhile(page => page.Number <= commit.DatabasePages)];

    private List<WalPage> Grown(IReadOnlyList<WalPage> written, uint databasePages)
    {
        var numbers = written.Select(page => page.Number).ToHashSet();
        var pages = written.ToList();
        for (var number = terms.Pages + 1; number <= databasePages; number++)
        {
            if (!numbers.Contains(number) && number != (LockOffset / pageSize) + 1)
            {
                pages.Add(new WalPage(number, -1));
            }
        }

        pages.Sort(static (left, right) => left.Number.CompareTo(right.Number));
        return pages;
    }

    /// <summary>Reads a page, the number <paramref name="index"/> of its commit, with its number before it.</summary>
    private Memory<byte> Read(WalPage page, WalCommit commit, int index)
    {
        var slot = Slot(index);
        var content = slot.Span[4..];
        BinaryPrimitives.WriteUInt32LittleEndian(slot.Span, page.Number);
        if (page.Offset < 0)
        {
            wal.ReadUnwrittenPage(page.Number, commit, content);
        }
        else
        {
            wal.ReadPage(page.Offset, content);
        }

        return slot;
    }

    private Memory<byte> Slot(int index) => _pages.AsMemory(Math.Min(index, _kept) * (4 + pageSize), 4 + pageSize);
}
