// Long because all of its steps keep one promise, that a read transaction protects what was not read yet; what can be told apart from that (the file, the scanner, the copier) has types of its own.
using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Wal;

/// <summary>
/// Sees every commit of a live database, in order, none missing. It moves hand over hand: the next read transaction begins before the last one ends,
/// so that no moment exists in which another process could restart the WAL unseen. It never writes to the database.
/// </summary>
internal sealed class WalFollower : IDisposable
{
    private const int MaxRetainedBytes = 8 << 20;

    private readonly string _path;
    private readonly WalCopier _copier;
    private readonly SqliteSession _watch;
    private ReadHold _held;
    private ReadHold _spare;
    private WalFile _wal;
    private WalScanner _scanner;
    private long _version = -1;

    private WalFollower(ReadHold held)
    {
        _path = held.Session.Path;
        _held = held;
        try
        {
            _spare = new ReadHold(_path);
            _copier = new WalCopier(_path);
            _watch = new SessionFactory(_path, new DatabaseOptions { Path = _path }).Open();
            _wal = new WalFile(_path);
            _scanner = new WalScanner(_wal, held.Frontier.PageSize);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Up to where commits were returned.</summary>
    public WalPosition Position { get; private set; }

    /// <summary>The read transaction that protects the WAL from <see cref="Position"/> on.</summary>
    public ReadHold Held => _held;

    /// <summary>Starts at the newest commit.</summary>
    public static WalFollower Start(string path) => Open(path, static (follower, frontier) =>
    {
        var bigEndian = follower._wal.TryReadHeader(out var header) && header.BigEndian;
        return new WalPosition(frontier.Salts, frontier.Frame, frontier.Checksum, bigEndian);
    })!;

    /// <summary>Starts at a remembered position; null when the WAL no longer proves that nothing was missed since.</summary>
    public static WalFollower? Resume(string path, WalPosition position) => Open(path, (follower, frontier) =>
        frontier.Frame >= position.Frame
        && frontier.Salts == position.Salts
        && follower._wal.TryReadHeader(out var header)
        && follower._scanner.StillHolds(header, position)
            ? position
            : null);

    /// <summary>
    /// Starts before the first frame of the present WAL; null when there is none. The database file alone is then the state before it, unless some of the WAL
    /// was copied into it already: whoever goes on from here compares checksums.
    /// </summary>
    public static WalFollower? StartOfWal(string path) => Open(path, static (follower, frontier) =>
        frontier.Frame > 0 && follower._wal.TryReadHeader(out var header) && header.Salts == frontier.Salts ? WalPosition.Start(header) : null);

    /// <summary>The database.</summary>
    public string Path => _path;

    /// <summary>How many bytes of the WAL are in use now, whether or not they were followed.</summary>
    public long BytesInUse()
    {
        _spare.Begin();
        try
        {
            return WalFrame.Offset(_spare.Frontier.Frame + 1, _spare.Frontier.PageSize);
        }
        finally
        {
            _spare.End();
        }
    }

    /// <summary>
    /// Whether something happened since this last said so: a commit, or another file under the path. <c>data_version</c> changes when the header of the
    /// WAL index does, and that header is what publishes a commit. Time and size of the WAL would not tell: a slow fsync may lie between writing
    /// a commit's frames and publishing them.
    /// </summary>
    public bool HasNews()
    {
        var version = _watch.QueryInt64("pragma data_version");
        if (version == _version && !SqliteNative.HasMoved(_held.Session))
        {
            return false;
        }

        _version = version; // before the commits are read: one that comes meanwhile is news again
        return true;
    }

    /// <summary>
    /// The commits since <see cref="Position"/>, at most about <paramref name="softLimitBytes"/> of them. Their pages stay readable with <see cref="ReadPage"/> until the
    /// next call of this method.
    /// </summary>
    /// <exception cref="StorageException"><see cref="StorageError.ContinuityLost"/>: a commit may have been missed; only a new snapshot helps.</exception>
    public List<WalCommit> Advance(long softLimitBytes)
    {
        _wal.Release();
        try
        {
            _spare.Begin();
            var commits = ReadTo(_spare.Frontier, softLimitBytes);
            if (commits.Count > 0)
            {
                Position = commits[^1].End;
            }

            _held.End();
            (_held, _spare) = (_spare, _held);
            return commits;
        }
        catch
        {
            _version = -1; // the news was not read: it is news still
            throw;
        }
        finally
        {
            _spare.End();
        }
    }

    /// <summary>The content of a page of a commit that <see cref="Advance"/> returned last.</summary>
    public void ReadPage(long offset, Span<byte> page)
    {
        if (!_wal.Read(offset, page))
        {
            throw Lost("the WAL ended inside a committed page");
        }
    }

    /// <summary>
    /// To be asked after the last page was read. A read transaction that needs nothing of the WAL, because another program had copied all of it, does
    /// not keep a writer from overwriting its frames; but whoever does so writes a new header first.
    /// </summary>
    /// <exception cref="StorageException"><see cref="StorageError.ContinuityLost"/>: what was read may be a later commit's.</exception>
    public void RefuseOverwritten()
    {
        if (!_wal.IsRetained && !(_wal.TryReadHeader(out var header) && header.Salts == Position.Salts))
        {
            throw Lost("the WAL was restarted while its pages were read");
        }
    }

    /// <summary>
    /// The content of pages that a commit added to the database without writing them (SQLite does so for pages that are free at once): what a reader
    /// would see, an older frame or whatever the file holds there.
    /// </summary>
    public void ReadUnwrittenPage(uint number, WalCommit commit, Span<byte> page)
    {
        var frontier = new CommitFrontier(commit.End.Frame, commit.DatabasePages, page.Length, commit.End.Salts, commit.End.Checksum);
        if (WalPages.Map(_wal, frontier, _path) is { } map && map.TryGetValue(number, out var offset))
        {
            ReadPage(offset, page);
        }
        else
        {
            SqliteNative.ReadFile(_held.Session, (number - 1L) * page.Length, page);
        }
    }

    /// <summary>Whether what was followed is in the database file, beginning to copy it if not; see <see cref="WalCopier.IsCopiedAhead"/>.</summary>
    public bool IsCopiedAhead() => _copier.IsCopiedAhead();

    /// <summary>Copies what was followed since; see <see cref="WalCopier.CopyAheadAsync"/>.</summary>
    public Task CopyAheadAsync() => _copier.CopyAheadAsync();

    /// <summary>
    /// Copies the WAL into the database file so that the next write can start it anew. Gives up its own read transaction only while it holds the write
    /// lock, so that nobody can write; the lock is held for a few milliseconds and never while anything is archived.
    /// </summary>
    /// <param name="take">Receives the last commits, which are then up to the caller: their pages stay readable until the next call of <see cref="Advance"/>.</param>
    /// <returns>False when another connection kept the lock, a long read keeps a part of the WAL, or too much was committed meanwhile.</returns>
    public async Task<bool> CheckpointAsync(Action<List<WalCommit>> take)
    {
        if (!await _copier.TryLockAsync().ConfigureAwait(false))
        {
            return false;
        }

        try
        {
            var before = Position;
            var commits = Advance(long.MaxValue);
            take(commits);
            if (commits.Count > 0 && !TryRetain(before.Salts == Position.Salts ? before.Frame : 0))
            {
                return false; // the held read keeps them until they are archived
            }

            _held.End();
            try
            {
                return _copier.Copy();
            }
            finally
            {
                _held.Begin(); // still under the lock
            }
        }
        finally
        {
            _copier.Unlock();
        }
    }

    /// <summary>Not all of it is there when the constructor failed.</summary>
    public void Dispose()
    {
        _copier?.Dispose();
        _watch?.Dispose();
        _held.Dispose();
        _spare?.Dispose();
        _wal?.Dispose();
    }

    /// <summary>Opens a follower where <paramref name="place"/> says; null, and nothing stays open, when it names no place.</summary>
    private static WalFollower? Open(string path, Func<WalFollower, CommitFrontier, WalPosition?> place)
    {
        var follower = new WalFollower(ReadHold.Open(path));
        try
        {
            if (place(follower, follower._held.Frontier) is { } position)
            {
                follower.Position = position;
                return follower;
            }
        }
        catch
        {
            follower.Dispose();
            throw;
        }

        follower.Dispose();
        return null;
    }

    /// <summary>Keeps the frames from one to the position in memory; false when they are too many.</summary>
    private bool TryRetain(long after)
    {
        var from = WalFrame.Offset(after + 1, _held.Frontier.PageSize);
        var length = WalFrame.Offset(Position.Frame + 1, _held.Frontier.PageSize) - from;
        return length <= MaxRetainedBytes && (_wal.Retain(from, (int)length) ? true : throw Lost("the WAL ended inside a committed page"));
    }

    private List<WalCommit> ReadTo(CommitFrontier frontier, long softLimitBytes)
    {
        if (!_held.Session.InTransaction)
        {
            throw Lost("the read transaction that protects the WAL could not be renewed");
        }

        RefuseAnotherDatabase(frontier);
        if (frontier.Salts != Position.Salts)
        {
            Restart(frontier);
        }

        if (Position.Frame == 0 && frontier.Frame > 0)
        {
            // Only now: SQLite announces a new generation in shared memory before it writes the file's header.
            Position = _wal.TryReadHeader(out var header) && header.Salts == frontier.Salts
                ? WalPosition.Start(header)
                : throw Lost("the header of the WAL is not that of the newest commit");
        }

        if (frontier.Frame == Position.Frame)
        {
            return frontier.Frame == 0 || frontier.Checksum == Position.Checksum ? [] : throw Lost("the last commit was replaced by another one");
        }

        var commits = frontier.Frame > Position.Frame ? _scanner.Read(Position, frontier.Frame, softLimitBytes) : null;
        if (commits is null || (commits[^1].End.Frame == frontier.Frame && commits[^1].End.Checksum != frontier.Checksum))
        {
            throw Lost("frames of the WAL do not match their checksums");
        }

        return commits;
    }

    /// <summary>
    /// Another generation of the WAL. Under the read transaction held since the last call that is possible only when the database file already had everything
    /// up to the position: a commit after it would have kept the WAL from restarting.
    /// </summary>
    private void Restart(CommitFrontier frontier)
    {
        if (_held.Frontier.Frame != Position.Frame || _held.Frontier.Salts != Position.Salts)
        {
            throw Lost("the WAL was restarted before all of it was read");
        }

        _wal.Dispose();
        _wal = new WalFile(_path); // TRUNCATE keeps the file, a switch of the journal mode and back replaces it
        _scanner = new WalScanner(_wal, frontier.PageSize);
        Position = new WalPosition(frontier.Salts, 0, default, false);
    }

    private void RefuseAnotherDatabase(CommitFrontier frontier)
    {
        if (frontier.PageSize != _held.Frontier.PageSize)
        {
            throw Lost($"the page size changed from {_held.Frontier.PageSize} to {frontier.PageSize}");
        }

        if (SqliteNative.HasMoved(_held.Session))
        {
            throw Lost("the database file was replaced or moved");
        }
    }

    private StorageException Lost(string why) => new(
        StorageError.ContinuityLost, _path, $"Cannot follow {_path} without a gap.", $"The reason: {why}.", "A new lineage with a full snapshot starts by itself.");
}
