using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Wal;

/// <summary>
/// A database frozen at one commit while others go on writing: the pages of the file, replaced by those that the WAL holds up to the frontier
/// of a read transaction. Writers are never blocked; only the copying of the WAL into the file waits until this is disposed.
/// </summary>
internal sealed class DatabaseImage : IDisposable
{
    private readonly SqliteSession _session;
    private readonly WalFile _wal;
    private readonly CommitFrontier _frontier;
    private readonly byte[] _frame;
    private Dictionary<uint, long> _inWal;

    /// <summary>What a held read transaction sees; the transaction must outlive the image.</summary>
    public DatabaseImage(ReadHold hold)
        : this(hold, hold.Frontier)
    {
    }

    /// <summary>
    /// An earlier commit of the same WAL. Only right when the WAL was not copied into the database file past that commit; whoever asks for it compares checksums.
    /// </summary>
    public DatabaseImage(ReadHold hold, CommitFrontier frontier)
    {
        _session = hold.Session;
        _frontier = frontier;
        _frame = new byte[WalFrame.HeaderLength + _frontier.PageSize];
        _wal = new WalFile(_session.Path);
        _inWal = WalPages.Map(_wal, _frontier, _session.Path) ?? [];
    }

    public int PageSize => _frontier.PageSize;

    public uint PageCount => _frontier.Pages;

    /// <summary>The path of the WAL.</summary>
    public string WalPath => _session.Path + "-wal";

    /// <summary>Copies consecutive pages, from <paramref name="first"/> (1 is the first of the file) until the buffer is full.</summary>
    /// <param name="first">The number of the first page.</param>
    /// <param name="buffer">A multiple of the page size.</param>
    public void Read(uint first, Span<byte> buffer)
    {
        SqliteNative.ReadFile(_session, (first - 1L) * PageSize, buffer);
        for (var i = 0; i < buffer.Length / PageSize && _inWal.Count > 0; i++)
        {
            if (_inWal.TryGetValue(first + (uint)i, out var offset) && !TryReadFrame(first + (uint)i, offset, buffer.Slice(i * PageSize, PageSize)))
            {
                _inWal = [];
            }
        }
    }

    public void Dispose()
    {
        _wal.Dispose();
    }

    /// <summary>False when the WAL was restarted since it was mapped: then the page that was read from the file is the right one.</summary>
    private bool TryReadFrame(uint page, long offset, Span<byte> buffer)
    {
        var complete = _wal.Read(offset - WalFrame.HeaderLength, _frame);
        var frame = WalFrame.Read(_frame);
        if (complete && frame.Salts == _frontier.Salts && frame.Page == page)
        {
            _frame.AsSpan(WalFrame.HeaderLength).CopyTo(buffer);
            return true;
        }

        return WalPages.WasRestarted(_wal, _frontier) ? false : throw WalPages.Damaged(_session.Path);
    }
}
