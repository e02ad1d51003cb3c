using System.Diagnostics;
using System.Security.Cryptography;

namespace Belfry.Storage.Backup.Leases;

/// <summary>
/// Takes the lease of an archive for one follower. A lease that was released, or whose holder this very state folder was, is succeeded at once; any other only
/// after it was seen unchanged for its whole lifetime, by this machine's own stopwatch: no two clocks are ever compared.
/// </summary>
/// <param name="book">The leases.</param>
/// <param name="stateFolder">Where the follower remembers its place.</param>
/// <param name="database">The database's name in the archive.</param>
/// <param name="lifetime">Of leases taken here.</param>
internal sealed class LeaseOffice(LeaseBook book, string stateFolder, string database, TimeSpan lifetime) : IDisposable
{
    private StateLock? _state;
    private (string Text, long Since) _seen;

    /// <summary>Takes the lease, or tells who has it.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.LeaseHeld"/>: somebody has it; ask again later.</exception>
    public async Task<Lease> TakeAsync(CancellationToken cancellation)
    {
        _state ??= StateLock.TryTake(stateFolder, database) ?? throw Held($"Another process on this machine uses {stateFolder}.");
        var exclusive = await book.Target.RefusesTakenNamesAsync(cancellation).ConfigureAwait(false);
        var newest = await book.NewestAsync(cancellation).ConfigureAwait(false);
        var highest = await book.HighestEpochAsync(cancellation).ConfigureAwait(false);
        var succession = Judge(newest, highest, exclusive);
        var record = new LeaseRecord(
            RandomNumberGenerator.GetHexString(32, lowercase: true),
            Environment.MachineName,
            _state.Place,
            DateTimeOffset.UtcNow,
            LeaseRecord.Seconds(lifetime),
            Renewals: 0,
            Confirmed: exclusive,
            Released: false);
        var epoch = highest + 1;
        var name = exclusive ? book.Name(epoch) : book.ClaimName(epoch, record.Holder);
        var begun = Stopwatch.GetTimestamp();
        var won = exclusive
            ? await book.TryCreateAsync(name, record, cancellation).ConfigureAwait(false)
            : await ClaimAsync(name, epoch, record, cancellation).ConfigureAwait(false);
        if (!won)
        {
            throw Held($"Another worker took epoch {epoch} at the same moment.");
        }

        if (succession == Succession.Takeover)
        {
            _state.TakeOver(epoch);
        }
        else
        {
            _state.Epoch = epoch;
        }

        await book.ForgetBeforeAsync(epoch, cancellation).ConfigureAwait(false);
        return new Lease(book, name, epoch, record with { Confirmed = true }, succession, exclusive, lifetime, begun);
    }

    public void Dispose() => _state?.Dispose();

    /// <summary>Whether what is there may be succeeded now, and whether its lineage may be gone on with.</summary>
    private Succession Judge(List<LeaseEntry> newest, uint highest, bool exclusive)
    {
        if (highest == 0)
        {
            return Succession.Continues;
        }

        var mine = _state!.Epoch == highest;
        var held = newest.Where(entry => entry.Epoch == highest && entry.Record is not { Released: true }).ToList();
        if (held.Count == 0 && newest.Count > 0 && newest[0].Epoch == highest)
        {
            // Two copies of a state folder both remember this epoch. Only where a taken name is refused can just one of them go on with its lineage.
            return mine && (exclusive || newest.Any(IsThisPlace)) ? Succession.Continues : Succession.Takeover;
        }

        if (held.Count > 0 && held.All(IsThisPlace))
        {
            return mine ? Succession.Continues : Succession.Takeover;
        }

        var text = string.Join('\n', held.Select(entry => $"{entry.Name} {entry.Record}"));
        if (text != _seen.Text)
        {
            _seen = (text, Stopwatch.GetTimestamp());
        }

        var longest = held.Select(entry => TimeSpan.FromSeconds(entry.Record?.LifetimeSeconds ?? 0)).Append(lifetime).Max();
        if (Stopwatch.GetElapsedTime(_seen.Since) > longest)
        {
            return Succession.Takeover;
        }

        var holder = held.Select(entry => entry.Record).FirstOrDefault(record => record is not null);
        throw Held(holder is null ? $"The lease of epoch {highest} is gone." : $"A worker on {holder.Host} has it since {holder.TakenAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC (epoch {highest}).");
    }

    private bool IsThisPlace(LeaseEntry entry) => _state!.Place is { } place && entry.Record?.Place == place;

    /// <summary>Where a taken name is not refused: everybody writes a claim of their own, waits until the others can see it, and the lowest name wins, unless somebody has won before.</summary>
    private async Task<bool> ClaimAsync(string name, uint epoch, LeaseRecord record, CancellationToken cancellation)
    {
        await book.WriteAsync(name, record, cancellation).ConfigureAwait(false);
        await Task.Delay(lifetime / 12, cancellation).ConfigureAwait(false);
        var claims = await book.NewestAsync(cancellation).ConfigureAwait(false);
        var rivals = claims.Where(claim => claim.Name != name && claim.Record is not { Released: true }).ToList();
        var won = claims.Any(claim => claim.Name == name)
            && !rivals.Any(rival => rival.Epoch > epoch || rival.Record is { Confirmed: true } || string.CompareOrdinal(rival.Name, name) < 0);
        await book.WriteAsync(name, won ? record with { Confirmed = true } : record with { Released = true }, cancellation).ConfigureAwait(false);
        return won;
    }

    private StorageException Held(string why) => new(
        StorageError.LeaseHeld,
        book.Target.Description,
        $"No commit is streamed into the archive {book.Target.Description}.",
        why,
        "Stop one of the two workers, or give this one an archive of its own; it takes over by itself when the other one ends.");
}
