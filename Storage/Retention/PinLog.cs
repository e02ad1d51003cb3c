using System.Security.Cryptography;
using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Retention;

/// <summary>
/// Pins: objects that somebody reads now, in this process or elsewhere, and that nobody may delete until a moment that the pin's name tells:
/// <c>pins/20261121T021426.123Z-9f3a61c2.json</c>, a JSON list of names;
/// a name that ends in a slash stands for all that begin with it.
/// </summary>
/// <remarks>
/// Who deletes does so only what was marked a whole grace period before, and looks for pins first. Who reads pins first, and then looks for what is marked and due. So
/// one of the two sees the other.
/// </remarks>
internal sealed class PinLog(ITarget target, ArchiveNames names, TimeProvider time)
{
    /// <summary>A reader that was killed holds its objects no longer than this; one that reads on renews its pin.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private const int MaxLooks = 10;

    /// <summary>Pins objects until the result is disposed. An archive that cannot be written, as a read-only copy, is read unpinned: the grace period alone protects there.</summary>
    public async Task<Pin> TakeAsync(IReadOnlyCollection<string> objects, CancellationToken cancellation)
    {
        var pin = new Pin(this, objects, time);
        try
        {
            await pin.RenewAsync(cancellation).ConfigureAwait(false);
        }
        catch (StorageException refused) when (refused.Error == StorageError.ArchiveUnavailable)
        {
        }

        return pin;
    }

    /// <summary>Tells which objects are pinned now. Pins whose time is over are removed.</summary>
    public async Task<Predicate<string>> PinnedAsync(CancellationToken cancellation)
    {
        var unread = new HashSet<string>();
        for (var looks = 0; looks < MaxLooks; looks++)
        {
            var (pinned, unreadNow) = await LookAsync(cancellation).ConfigureAwait(false);
            if (unreadNow.Count == 0)
            {
                var prefixes = pinned.Where(name => name.EndsWith('/')).ToList();
                return name => pinned.Contains(name) || prefixes.Exists(prefix => name.StartsWith(prefix, StringComparison.Ordinal));
            }

            if (unreadNow.Overlaps(unread))
            {
                break;
            }

            // Probably renewed since it was listed: its successor is in the next listing.
            unread = unreadNow;
        }

        return static _ => true; // what cannot be read may pin anything
    }

    internal async Task<string> WriteAsync(IReadOnlyCollection<string> objects, CancellationToken cancellation)
    {
        var name = $"{names.Pins}{ArchiveTime.Text(time.GetUtcNow() + Life)}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}.json";
        await NameList.WriteAsync(target, name, objects, cancellation).ConfigureAwait(false);
        return name;
    }

    /// <summary>A pin that cannot be deleted ends by its time.</summary>
    internal async Task ForgetAsync(string name, CancellationToken cancellation)
    {
        try
        {
            await target.DeleteAsync(name, cancellation).ConfigureAwait(false);
        }
        catch (StorageException refused) when (refused.Error == StorageError.ArchiveUnavailable)
        {
        }
    }

    /// <summary>What the pins of one listing name, and those pins of it that could not be read.</summary>
    private async Task<(HashSet<string> Pinned, HashSet<string> Unread)> LookAsync(CancellationToken cancellation)
    {
        var (pinned, unread) = (new HashSet<string>(), new HashSet<string>());
        foreach (var stored in await target.ListAsync(names.Pins, cancellation).ConfigureAwait(false))
        {
            var file = Path.GetFileName(stored.Name);
            if (file.Length > ArchiveTime.Length && ArchiveTime.TryParse(file.AsSpan(0, ArchiveTime.Length), out var until) && until < time.GetUtcNow())
            {
                await ForgetAsync(stored.Name, cancellation).ConfigureAwait(false);
            }
            else if (await NameList.ReadAsync(target, stored.Name, cancellation).ConfigureAwait(false) is { } objects)
            {
                pinned.UnionWith(objects);
            }
            else
            {
                unread.Add(stored.Name);
            }
        }

        return (pinned, unread);
    }
}

/// <summary>One pin, renewed for as long as it lives.</summary>
internal sealed class Pin : IAsyncDisposable
{
    private readonly PinLog _log;
    private readonly IReadOnlyCollection<string> _objects;
    private readonly ITimer _renewal;
    private readonly SemaphoreSlim _turn = new(1);
    private string? _name;
    private bool _ended;

    public Pin(PinLog log, IReadOnlyCollection<string> objects, TimeProvider time)
    {
        (_log, _objects) = (log, objects);
        _renewal = time.CreateTimer(static pin => _ = ((Pin)pin!).TryRenewAsync(), this, PinLog.Life / 4, PinLog.Life / 4);
    }

    public async Task RenewAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (!_ended)
            {
                var earlier = _name;
                _name = await _log.WriteAsync(_objects, cancellation).ConfigureAwait(false);
                await (earlier is null ? Task.CompletedTask : _log.ForgetAsync(earlier, cancellation)).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _renewal.DisposeAsync().ConfigureAwait(false);
        await _turn.WaitAsync().ConfigureAwait(false);
        _ended = true;
        if (_name is not null)
        {
            await _log.ForgetAsync(_name, CancellationToken.None).ConfigureAwait(false);
        }

        _turn.Release();
    }

    /// <summary>Three renewals may fail before the pin ends.</summary>
    private async Task TryRenewAsync()
    {
        try
        {
            await RenewAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (StorageException)
        {
        }
    }
}
