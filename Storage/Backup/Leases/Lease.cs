using System.Diagnostics;

namespace Belfry.Storage.Backup.Leases;

/// <summary>How a lease was come by.</summary>
internal enum Succession
{
    /// <summary>Nobody else can have written since this state folder did: its lineage may go on.</summary>
    Continues,

    /// <summary>Somebody else had it, or may have: a new lineage begins.</summary>
    Takeover,
}

/// <summary>
/// The right to write lineages of one epoch, renewed until it is disposed. A holder that was paused, or cut off for longer than a third of the lifetime, renews before it writes;
/// finding a later epoch it has lost. What such a holder had already sent lands in a lineage of its own epoch, which nobody else goes on with. So a holder that
/// has nothing to write may rest: it announces a long lifetime once, and sends nothing more until it writes again.
/// </summary>
internal sealed class Lease : IAsyncDisposable
{
    private const int LifetimesUntilRest = 3;
    private const int LifetimesOfRest = 10;

    private readonly LeaseBook _book;
    private readonly string _name;
    private readonly TimeSpan _lifetime;
    private readonly TimeSpan _renewEvery;
    private readonly SemaphoreSlim _one = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _renewing;
    private LeaseRecord _record;
    private long _renewed;
    private DateTimeOffset _renewedAt = DateTimeOffset.UtcNow;
    private int _uses;
    private long _used = Stopwatch.GetTimestamp();
    private bool _rests;
    private volatile StorageException? _lost;

    public Lease(LeaseBook book, string name, uint epoch, LeaseRecord record, Succession succession, bool exclusive, TimeSpan lifetime, long begun)
    {
        (_book, _name, Epoch, _record, Succession, IsExclusive, _renewed) = (book, name, epoch, record, succession, exclusive, begun);
        (_lifetime, _renewEvery) = (lifetime, lifetime / 3);
        _renewing = Task.Run(RenewAlwaysAsync);
    }

    public uint Epoch { get; }

    public Succession Succession { get; private set; }

    /// <summary>False where the place does not refuse taken names, so that the lease rests on claims and waiting.</summary>
    public bool IsExclusive { get; }

    /// <summary>A lineage of this epoch was begun: from now on it may be gone on with.</summary>
    public void Continue() => Succession = Succession.Continues;

    /// <summary>Something is being written until <see cref="EndUse"/>: however long that takes, the lease does not rest.</summary>
    public void BeginUse() => Interlocked.Increment(ref _uses);

    public void EndUse()
    {
        Volatile.Write(ref _used, Stopwatch.GetTimestamp());
        Interlocked.Decrement(ref _uses);
    }

    /// <exception cref="StorageException"><see cref="StorageError.LeaseLost"/>: another one was found to have it.</exception>
    public void ThrowIfLost()
    {
        if (_lost is { } lost)
        {
            throw lost;
        }
    }

    /// <summary>Returns when the lease is surely held; sends nothing when it was renewed a moment ago.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.LeaseLost"/>: for good. <see cref="StorageError.ArchiveUnavailable"/>: not known.</exception>
    public async Task HoldAsync(CancellationToken cancellation)
    {
        ThrowIfLost();
        Volatile.Write(ref _used, Stopwatch.GetTimestamp());

        // A suspended machine stops the stopwatch, a corrected clock jumps: whichever says more counts.
        if (Stopwatch.GetElapsedTime(_renewed) > _renewEvery || DateTimeOffset.UtcNow - _renewedAt > _renewEvery)
        {
            await RenewAsync(_lifetime, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Says that it is free, so that the next one need not wait; not when it is lost or the place cannot be reached.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _renewing.ConfigureAwait(false);
        if (_lost is null)
        {
            try
            {
                using var patience = new CancellationTokenSource(_renewEvery);
                await _book.WriteAsync(_name, _record with { Released = true }, patience.Token).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Then it expires.
            }
        }

        _stop.Dispose();
        _one.Dispose();
    }

    private async Task RenewAlwaysAsync()
    {
        while (_lost is null && !_stop.IsCancellationRequested)
        {
            await Task.Delay(_renewEvery / 2, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                var rests = Volatile.Read(ref _uses) == 0 && Stopwatch.GetElapsedTime(Volatile.Read(ref _used)) > _lifetime * LifetimesUntilRest;
                if (!_stop.IsCancellationRequested && !(rests && _rests))
                {
                    await RenewAsync(rests ? _lifetime * LifetimesOfRest : _lifetime, _stop.Token).ConfigureAwait(false);
                    _rests = rests;
                }
            }
            catch (Exception)
            {
                // Whoever writes next is told; a place that cannot be reached is asked again.
            }
        }
    }

    private async Task RenewAsync(TimeSpan lifetime, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var (begun, begunAt) = (Stopwatch.GetTimestamp(), DateTimeOffset.UtcNow);
            var newest = await _book.NewestAsync(cancellation).ConfigureAwait(false);
            var winner = newest.FirstOrDefault(entry => entry.Epoch > Epoch)
                ?? newest.FirstOrDefault(entry => entry.Epoch == Epoch && entry.Record is { Confirmed: true, Released: false });
            if (winner is not null && winner.Name != _name)
            {
                throw _lost = Lost($"Its lease was taken over{(winner.Record is { } record ? $" by a worker on {record.Host}" : "")} (epoch {winner.Epoch}).");
            }

            if (newest.All(entry => entry.Name != _name))
            {
                // A place out of reach looks empty too, as a mount point without its disk; but it cannot be written to.
                await _book.Target.RefusesTakenNamesAsync(cancellation).ConfigureAwait(false);
                throw _lost = Lost($"Its lease of epoch {Epoch} is gone, and who knows what went with it.");
            }

            var renewed = _record with { Renewals = _record.Renewals + 1, LifetimeSeconds = LeaseRecord.Seconds(lifetime) };
            await _book.WriteAsync(_name, renewed, cancellation).ConfigureAwait(false);
            (_record, _renewed, _renewedAt) = (renewed, begun, begunAt);
        }
        finally
        {
            _one.Release();
        }
    }

    private StorageException Lost(string why) => new(
        StorageError.LeaseLost,
        _book.Target.Description,
        $"Nothing more is written to this lineage of the archive {_book.Target.Description}.",
        why,
        "Give each worker an archive of its own, and check that the archive's place is the right one.");
}
