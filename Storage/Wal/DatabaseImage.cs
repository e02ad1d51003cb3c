using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Wal;

/// <summary>
/// A database frozen at one commit while others go on writing: the pages of the file, replaced by those that the WAL holds up to the frontier
/// of a read transaction. Writers are never blocked; only the copying of the WAL into the file waits until this is disposed.
/// </summary>
internal sealed class DatabaseImage : IDisposable
{
    private readonly SqliteSession _session;
    private readonly WalFile? _wal;
    private readonly CommitFrontier _frontier;
    private readonly byte[] _frame;
    private Dictionary<uint, long> _inWal = [];

    private DatabaseImage(SqliteSession session)
    {
        _session = session;
        session.Execute("begin");
        session.QueryInt64("select count(*) from sqlite_schema"); // BEGIN alone does not start to read
        Time = DateTimeOffset.UtcNow;
        _frontier = CommitFrontier.Of(session);
        _frame = new byte[WalFrame.HeaderLength + _frontier.PageSize];
        _wal = new WalFile(session.Path);
        _inWal = WalPages.Map(_wal, _frontier, session.Path) ?? [];
    }

    public int PageSize => _frontier.PageSize;

    public uint PageCount => _frontier.Pages;

    /// <summary>When the frontier was taken.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Freezes the database at its newest commit.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.NotFound"/>, <see cref="StorageError.NotADatabase"/>, or it is not in WAL mode.</exception>
    public static DatabaseImage Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new StorageException(
                StorageError.NotFound, path, $"Cannot back up {path}.", "The file does not exist.", "Check the path, or start the application first: it creates the file.");
        }

        var session = new SessionFactory(path, new DatabaseOptions { Path = path }).Open();
        try
        {
            var mode = session.QueryString("pragma journal_mode");
            return mode == "wal"
                ? new DatabaseImage(session)
                : throw new StorageException(
                    StorageError.NotADatabase, path, $"Cannot back up {path}.", $"It is in journal mode {mode}, not wal.", "Switch it once with: pragma journal_mode = wal");
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

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
        _wal?.Dispose();
        _session.Dispose();
    }

    /// <summary>False when the WAL was restarted since it was mapped: then the page that was read from the file is the right one.</summary>
    private bool TryReadFrame(uint page, long offset, Span<byte> buffer)
    {
        var complete = _wal!.Read(offset, _frame);
        var frame = WalFrame.Read(_frame);
        if (complete && frame.Salts == _frontier.Salts && frame.Page == page)
        {
            _frame.AsSpan(WalFrame.HeaderLength).CopyTo(buffer);
            return true;
        }

        return WalPages.WasRestarted(_wal, _frontier) ? false : throw WalPages.Damaged(_session.Path, offset);
    }
}
