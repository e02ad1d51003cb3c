// Long because one place, of the archive, the WAL and the checksum, is kept together through all of it: beginning, going on, archiving and checkpoints.
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Wal;

namespace Belfry.Storage.Following;

/// <summary>One unbroken history being written: it begins with a snapshot, or goes on where an earlier process stopped if that can be proven.</summary>
internal sealed class Lineage : IDisposable
{
    private const int LittleBytes = 4 << 20;

    private readonly ObjectStore _store;
    private readonly string _statePath;
    private readonly PageTerms _terms = new();
    private readonly int _pageSize;
    private FollowerPlace _place;
    private List<WalCommit> _pending = [];
    private DateTimeOffset _pendingSeen;

    /// <summary>The newest time in this lineage. The clock may be set back, but a restore to a moment needs times that never fall.</summary>
    private DateTimeOffset _newest;

    private (ulong Salts, long Frame) _mark;
    private (long Position, DatabaseChecksum Checksum)? _marked;

    private Lineage(WalFollower wal, ObjectStore store, string statePath, FollowerPlace place)
    {
        Wal = wal;
        _store = store;
        _statePath = statePath;
        _pageSize = place.PageSize;
        _place = place;
    }

    public WalFollower Wal { get; }

    public string Name => _place.Lineage;

    /// <summary>The last commit that is in the archive.</summary>
    public long Position => _place.Position;

    public DatabaseChecksum Checksum => _terms.Checksum;

    /// <summary>Whether the archive holds all that the held read transaction sees.</summary>
    public bool IsCaughtUp => _pending.Count == 0 && Wal.Position.Frame == Wal.Held.Frontier.Frame && Wal.Position.Salts == Wal.Held.Frontier.Salts;

    /// <summary>When the last archived commit was seen; null before the first.</summary>
    public DateTimeOffset? CommitAt { get; private set; }

    /// <summary>When the archive last grew.</summary>
    public DateTimeOffset ArchivedAt { get; private set; } = DateTimeOffset.UtcNow;

    /// <summary>Begins with a snapshot of the newest commit.</summary>
    /// <param name="path">The database.</param>
    /// <param name="store">The archive.</param>
    /// <param name="statePath">Where to note the place in it.</param>
    /// <param name="epoch">Of the lineage's name.</param>
    /// <param name="maxWalBytes">How much longer the WAL may become before the snapshot is in the archive.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveUnavailable"/>: the archive was too slow for that.</exception>
    public static async Task<Lineage> BeginAsync(
        string path, ObjectStore store, string statePath, uint epoch, long maxWalBytes, CancellationToken cancellation)
    {
        var wal = WalFollower.Start(path);
        try
        {
            return await WalBound.KeepAsync(wal, maxWalBytes, stop => BeginAsync(wal, store, statePath, epoch, stop), cancellation).ConfigureAwait(false);
        }
        catch
        {
            wal.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Goes on with the lineage that was written last; null when it cannot be proven that nothing was missed. There are three proofs: the WAL still holds the
    /// frames that were read, and the database at that frame has the checksum that was reached; or the WAL is a later one, but the database before
    /// its first frame has that checksum; or the database has it now, as after a stop of everything.
    /// </summary>
    public static async Task<Lineage?> ResumeAsync(string path, ObjectStore store, string statePath, CancellationToken cancellation)
    {
        var objects = await store.Target.ListAsync(store.Names.Lineages, cancellation).ConfigureAwait(false);
        var state = FollowerState.Load(statePath);
        if (state is null)
        {
            return null;
        }

        var written = objects.Select(stored => stored.Name).Where(name => name.Contains($"/{state.Next.Lineage}/", StringComparison.Ordinal)).ToList();
        if (state.At(LastPosition(written)) is not { } place)
        {
            return null;
        }

        var lineage = await Task.Run(() => Resume(path, store, statePath, place, cancellation), cancellation).ConfigureAwait(false);
        if (lineage is not null)
        {
            lineage._newest = written.Max(ArchiveNames.TimeOf) ?? default;
        }

        return lineage;
    }

    /// <summary>Archives the commits since the last call, about <paramref name="softLimitBytes"/> of the WAL at most.</summary>
    /// <remarks>After a failure the same commits come first again: they are still in the WAL, which the held read protects.</remarks>
    public async Task CatchUpAsync(long softLimitBytes, CancellationToken cancellation)
    {
        await WritePendingAsync(cancellation).ConfigureAwait(false);
        if (Wal.HasNews() || !IsCaughtUp)
        {
            (_pending, _pendingSeen) = (Wal.Advance(softLimitBytes), Wal.Held.Time);
            await WritePendingAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Copies the WAL into the database file, then archives the last commits; see <see cref="WalFollower.CheckpointAsync"/>.</summary>
    public async Task<bool> CheckpointAsync(CancellationToken cancellation)
    {
        await CatchUpNearlyAsync(cancellation).ConfigureAwait(false);
        var done = await Wal.CheckpointAsync(commits => (_pending, _pendingSeen) = (commits, DateTimeOffset.UtcNow)).ConfigureAwait(false);
        await WritePendingAsync(cancellation).ConfigureAwait(false);
        return done;
    }

    /// <summary>Freezes the database at a commit whose position in this lineage is known.</summary>
    public async Task<FrozenCommit> FreezeAsync(string path, CancellationToken cancellation)
    {
        await WritePendingAsync(cancellation).ConfigureAwait(false);
        var hold = ReadHold.Open(path);
        try
        {
            var frontier = hold.Frontier;
            _mark = (frontier.Salts, frontier.Frame);
            _marked = (Wal.Position.Salts, Wal.Position.Frame) == _mark ? (Position, Checksum) : null;
            await CatchUpAsync(long.MaxValue, cancellation).ConfigureAwait(false);
            var (position, checksum) = _marked ?? throw new StorageException(
                StorageError.Busy, path, "No snapshot was taken.", "The WAL was restarted at the same moment.", "Try again.");
            var time = ArchiveTime.WholeMilliseconds(hold.Time);
            _newest = time > _newest ? time : _newest.AddMilliseconds(1); // a time of its own, for it is the snapshot's name
            return new FrozenCommit(hold, Name, position, _newest, checksum);
        }
        catch
        {
            hold.Dispose();
            throw;
        }
    }

    public void Dispose() => Wal.Dispose();

    private static async Task<Lineage> BeginAsync(WalFollower wal, ObjectStore store, string statePath, uint epoch, CancellationToken cancellation)
    {
        var time = ArchiveTime.WholeMilliseconds(wal.Held.Time);
        var name = ArchiveNames.NewLineage(time, epoch);
        var pageSize = wal.Held.Frontier.PageSize;
        var lineage = new Lineage(wal, store, statePath, new FollowerPlace(name, 0, 0, 0, 0, 0, false, pageSize, 0, ""));
        using var image = new DatabaseImage(wal.Held);
        var created = await store.CreateAsync(ObjectKind.Snapshot, cancellation).ConfigureAwait(false);
        await using var closing = created.ConfigureAwait(false);
        var header = new SnapshotHeader(name, 0, time, image.PageSize, image.PageCount);
        await SnapshotWriter.WriteAsync(image, header, created.Content, lineage._terms, cancellation).ConfigureAwait(false);
        var place = FollowerPlace.Of(name, 0, wal.Position, pageSize, lineage._terms);
        lineage.Save(place);
        await created.CommitAsync(store.Names.Snapshot(name, 0, time), cancellation).ConfigureAwait(false);
        (lineage._place, lineage._newest) = (place, time);
        return lineage;
    }

    /// <summary>
    /// Archives and copies until little was committed in the time that took. Under a heavy load a segment takes as long to write as megabytes take to be committed; what is
    /// not archived at the checkpoint has to be kept in memory, and what is not copied has to be copied while nobody can write.
    /// </summary>
    private async Task CatchUpNearlyAsync(CancellationToken cancellation)
    {
        for (var tries = 0; tries < 3; tries++)
        {
            var (salts, frame) = (Wal.Position.Salts, Wal.Position.Frame);
            await CatchUpAsync(long.MaxValue, cancellation).ConfigureAwait(false);
            await Wal.CopyAheadAsync().ConfigureAwait(false);
            if (Wal.Position.Salts == salts && (Wal.Position.Frame - frame) * _pageSize < LittleBytes)
            {
                return;
            }
        }
    }

    /// <summary>Writes the pending commits as one segment; a later call tries again when this one fails.</summary>
    private async Task WritePendingAsync(CancellationToken cancellation)
    {
        if (_pending.Count == 0)
        {
            return;
        }

        var time = ArchiveTime.WholeMilliseconds(_pendingSeen > _newest ? _pendingSeen : _newest);
        try
        {
            var first = _place.Position + 1;
            var created = await _store.CreateAsync(ObjectKind.Segment, cancellation).ConfigureAwait(false);
            await using var closing = created.ConfigureAwait(false);
            var writer = new SegmentWriter(Wal, _terms, _pageSize) { Recorded = Recorded };
            var header = new SegmentHeader(Name, first, _pageSize, _terms.Checksum);
            await writer.WriteAsync(header, _pending, time, created.Content, cancellation).ConfigureAwait(false);
            var place = FollowerPlace.Of(Name, first + _pending.Count - 1, _pending[^1].End, _pageSize, _terms);
            Save(place);
            await created.CommitAsync(_store.Names.Segment(Name, 0, first, place.Position, time), cancellation).ConfigureAwait(false);
            _terms.Keep();
            (_place, _pending, _newest, ArchivedAt, CommitAt) = (place, [], time, DateTimeOffset.UtcNow, time);
        }
        catch (Exception failure)
        {
            // It was published and only the answer was lost, but encryption never gives the same bytes twice: another time gives another name to the same commits.
            _newest = failure is StorageException { Error: StorageError.NameTaken } ? time.AddMilliseconds(1) : _newest;
            _terms.Forget();
            throw;
        }
    }

    private void Recorded(WalCommit commit, long position, DatabaseChecksum checksum)
    {
        if ((commit.End.Salts, commit.End.Frame) == _mark)
        {
            _marked = (position, checksum);
        }
    }

    private static Lineage? Resume(string path, ObjectStore store, string statePath, FollowerPlace place, CancellationToken cancellation)
    {
        foreach (var wal in ((Func<WalFollower?>[])[() => WalFollower.Resume(path, place.Wal), () => WalFollower.StartOfWal(path), () => WalFollower.Start(path)]).Select(open => open()))
        {
            if (wal is null)
            {
                continue;
            }

            var lineage = new Lineage(wal, store, statePath, place);
            try
            {
                if (wal.Held.Frontier.PageSize == place.PageSize && lineage.FillTerms(cancellation))
                {
                    return lineage;
                }
            }
            catch
            {
                lineage.Dispose();
                throw;
            }

            lineage.Dispose();
        }

        return null;
    }

    private static long LastPosition(List<string> names)
    {
        var last = -1L;
        foreach (var name in names)
        {
            var segment = ArchiveNames.ReadSegment(name);
            last = Math.Max(last, segment?.Last ?? (ArchiveNames.TryReadSnapshot(name, out _, out var position, out _) ? position : -1));
        }

        return last;
    }

    private void Save(FollowerPlace next)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_statePath)!);
            new FollowerState(_place, next).Save(_statePath);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException(
                StorageError.ArchiveUnavailable,
                _statePath,
                "Cannot note where the follower stands.",
                $"The system says: {cause.Message.TrimEnd('.')}.",
                "Check that the folder is writable by this user and its disk is not full.",
                cause);
        }
    }

    /// <summary>Computes the terms of the database where the follower stands, and whether they give the remembered checksum.</summary>
    private bool FillTerms(CancellationToken cancellation)
    {
        var (position, held) = (Wal.Position, Wal.Held.Frontier);
        var pages = position.Frame == held.Frame ? held.Pages : _place.Pages;
        using var image = new DatabaseImage(Wal.Held, new CommitFrontier(position.Frame, pages, _pageSize, position.Salts, position.Checksum));
        var buffer = new byte[Math.Max(_pageSize, 1 << 20)];
        var pagesPerBuffer = (uint)(buffer.Length / _pageSize);
        for (var first = 1u; first <= image.PageCount; first += pagesPerBuffer)
        {
            cancellation.ThrowIfCancellationRequested();
            var read = buffer.AsSpan(0, (int)Math.Min(pagesPerBuffer, image.PageCount - first + 1) * _pageSize);
            image.Read(first, read);
            default(DatabaseChecksum).Add(first, read, _pageSize, _terms);
            _terms.Keep();
        }

        return _terms.Checksum.ToString() == _place.Checksum;
    }
}
