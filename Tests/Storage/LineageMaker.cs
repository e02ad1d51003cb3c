using Belfry.Storage;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>
/// Writes a lineage whose commits have the times that a test wants: it changes a database without a WAL, compares the file with what it was, and archives the difference as
/// a follower would. It keeps every state, so that a restore can be compared byte by byte.
/// </summary>
internal sealed class LineageMaker : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ObjectStore _store;
    private readonly SqliteSession _session;
    private readonly List<(RecordHeader Header, List<(uint Number, byte[] Page)> Pages)> _pending = [];
    private DatabaseChecksum _flushed;

    public LineageMaker(ObjectStore store, DateTimeOffset start)
    {
        _store = store;
        File.WriteAllBytes(_folder.File("app.db"), []);
        _session = new SessionFactory(_folder.File("app.db"), new DatabaseOptions { Path = _folder.File("app.db") }).Open();
        _session.ExecuteScript("pragma page_size = 1024; create table t (id integer primary key, a blob)");
        Name = ArchiveNames.NewLineage(start, 1);
        States.Add((start, Content()));
        _flushed = Checksum(States[0].Content);
    }

    public string Name { get; }

    /// <summary>The state after each commit, by position.</summary>
    public List<(DateTimeOffset Time, byte[] Content)> States { get; } = [];

    public int PageSize => (int)_session.QueryInt64("pragma page_size");

    public void Commit(DateTimeOffset time, string sql)
    {
        _session.ExecuteScript(sql);
        var (before, after) = (States[^1].Content, Content());
        var pages = new List<(uint Number, byte[] Page)>();
        for (var at = 0; at < after.Length; at += PageSize)
        {
            var page = after.AsSpan(at, PageSize);
            if (at >= before.Length || !page.SequenceEqual(before.AsSpan(at, PageSize)))
            {
                pages.Add(((uint)(at / PageSize) + 1, page.ToArray()));
            }
        }

        var position = States.Count;
        _pending.Add((new RecordHeader(position, position, time, (uint)(after.Length / PageSize), (uint)pages.Count, Checksum(after)), pages));
        States.Add((time, after));
    }

    /// <summary>Archives the present state as a snapshot.</summary>
    /// <param name="flipped">A bit of its pages turned over before the object was made: all of its hashes are right but that of the pages.</param>
    public async Task SnapshotAsync(bool flipped = false)
    {
        await FlushAsync();
        var (time, content) = States[^1];
        var checksum = Checksum(content);
        if (flipped)
        {
            content = [.. content];
            content[content.Length / 2] ^= 1;
        }

        var created = await _store.CreateAsync(ObjectKind.Snapshot, default);
        await using var closing = created;
        var header = new SnapshotHeader(Name, States.Count - 1, time, PageSize, (uint)(content.Length / PageSize));
        await created.Content.WriteAsync(header.ToBytes(), default);
        await created.Content.WriteAsync(content, default);
        await created.Content.WriteAsync(Bytes(checksum), default);
        await created.CommitAsync(_store.Names.Snapshot(Name, header.Position, time), default);
    }

    /// <summary>Archives the commits since the last call as one segment.</summary>
    /// <param name="answersLost">How many answers are lost: the same commits are archived again each time, a minute later.</param>
    public async Task FlushAsync(int answersLost = 0)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        for (var again = 0; again <= answersLost; again++)
        {
            await WriteAsync(TimeSpan.FromMinutes(again));
        }

        _flushed = _pending[^1].Header.After;
        _pending.Clear();
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Dispose();
    }

    private async Task WriteAsync(TimeSpan late)
    {
        var (first, last) = (_pending[0].Header, _pending[^1].Header);
        var created = await _store.CreateAsync(ObjectKind.Segment, default);
        await using var closing = created;
        await created.Content.WriteAsync(new SegmentHeader(Name, first.First, PageSize, _flushed).ToBytes(), default);
        foreach (var (header, pages) in _pending)
        {
            var record = new byte[RecordHeader.Length];
            (header with { Time = header.Time + late }).Write(record);
            await created.Content.WriteAsync(record, default);
            foreach (var (number, page) in pages)
            {
                await created.Content.WriteAsync(BitConverter.GetBytes(number), default);
                await created.Content.WriteAsync(page, default);
            }
        }

        await created.CommitAsync(_store.Names.Segment(Name, 0, first.First, last.Last, last.Time + late), default);
    }

    private byte[] Content() => File.ReadAllBytes(_folder.File("app.db"));

    private DatabaseChecksum Checksum(byte[] content) => default(DatabaseChecksum).Add(1, content, PageSize);

    private static byte[] Bytes(DatabaseChecksum checksum)
    {
        var bytes = new byte[DatabaseChecksum.Length];
        checksum.Write(bytes);
        return bytes;
    }
}
