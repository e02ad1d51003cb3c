using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;
using Belfry.Storage.Retention;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Storage.Mirroring;

/// <summary>
/// Keeps a second copy of an archive in another place, until it is disposed: every object byte for byte, so that encryption and checksums carry over. It has a lag and a
/// health of its own and holds up neither the archive nor another mirror. What it holds can be opened, restored and verified as any archive.
/// </summary>
public sealed partial class Mirror : IAsyncDisposable
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromMinutes(5);

    private readonly ITarget _source;
    private readonly ITarget _destination;
    private readonly ArchiveNames _names;
    private readonly ObjectCopier _copier;
    private readonly PrunedNames _pruned;
    private readonly MirrorOptions _options;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _one = new(1);
    private readonly Task _running;
    private Dictionary<string, long>? _held;
    private DateTimeOffset _listed;

    internal Mirror(ITarget source, ITarget destination, ArchiveNames names, string stateFolder, bool onlyEncrypted, MirrorOptions options, ILogger? logger)
    {
        (_source, _destination, _names, _options, _logger) = (source, destination, names, options, logger ?? NullLogger.Instance);
        _copier = new ObjectCopier(source, destination, onlyEncrypted);
        _pruned = new PrunedNames(Path.Combine(stateFolder, MirrorState.FileOf(names, destination)));
        Status = new MirrorStatus(destination.Description, null, null, 0, 0, null, null);
        _running = Task.Run(RunAsync);
    }

    /// <summary>How it stands; a new object after every change.</summary>
    public MirrorStatus Status { get; private set; }

    /// <summary>Lets go in the mirror what a policy gives up there, as <see cref="Archive.PruneAsync"/>, and does not copy it again.</summary>
    /// <param name="mirror">The archive opened in the mirror's place.</param>
    /// <param name="policy">What the mirror keeps; it may be longer or shorter than the archive's own.</param>
    /// <param name="cancellation">Stops between two objects.</param>
    /// <exception cref="StorageException"><see cref="StorageError.ClockJumped"/> or <see cref="StorageError.ArchiveUnavailable"/>.</exception>
    public async Task<PruneResult> PruneAsync(Archive mirror, RetentionPolicy policy, CancellationToken cancellation = default)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var result = await mirror.PruneAsync(policy, cancellation).ConfigureAwait(false);
            _pruned.Add(result.Deleted);
            _held = null;
            return result;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>Stops between two blocks; the next mirror to this place goes on.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        _stop.Dispose();
        _one.Dispose();
    }

    private async Task RunAsync()
    {
        var delay = _options.RetryDelay;
        while (!_stop.IsCancellationRequested)
        {
            var wait = _options.Interval;
            try
            {
                await RoundAsync(_stop.Token).ConfigureAwait(false);
                delay = _options.RetryDelay;
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception failure)
            {
                // Whatever it is: a mirror that ended without a word would be worse.
                var message = failure is StorageException ? failure.Message : $"An unexpected fault, {failure.GetType().Name}: {failure.Message}";
                LogFailure(message);
                Status = Status with { Failure = message, FailingSince = Status.FailingSince ?? DateTimeOffset.UtcNow };
                _held = null; // whatever happened may have happened there
                (wait, delay) = (delay, delay * 2 < LongestDelay ? delay * 2 : LongestDelay);
            }

            await Task.Delay(wait, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Copies what is missing. One damaged object does not keep the others back, but the round has failed then.</summary>
    private async Task RoundAsync(CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var looked = DateTimeOffset.UtcNow;
            var held = await HeldAsync(cancellation).ConfigureAwait(false);
            var objects = await _source.ListAsync(_names.Database, cancellation).ConfigureAwait(false);
            if (objects.Count == 0 && !await ArchiveMarker.ExistsAsync(_source, cancellation).ConfigureAwait(false))
            {
                throw Gone();
            }

            _pruned.KeepOnly(objects);
            var missing = CopyOrder.Of(objects.Where(stored => !held.ContainsKey(stored.Name) && !_pruned.Contains(stored.Name)), _names);
            Status = Status with { CommitAt = MirrorState.NewestCommit(held.Keys), ObjectsBehind = missing.Count, BytesBehind = missing.Sum(stored => stored.Bytes) };
            var bad = objects.Where(stored => held.TryGetValue(stored.Name, out var bytes) && bytes != stored.Bytes && MirrorState.IsObject(stored.Name, _names))
                .Select(stored => ObjectReader.Damaged(stored.Name, $"in {_destination.Description} it has another size")).FirstOrDefault();
            foreach (var stored in missing)
            {
                bad = await TryCopyAsync(stored, held, cancellation).ConfigureAwait(false) ?? bad;
            }

            if (bad is not null)
            {
                throw bad;
            }

            Status = Status with { CheckedAt = looked, CommitAt = MirrorState.NewestCommit(held.Keys), Failure = null, FailingSince = null };
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<StorageException?> TryCopyAsync(StoredObject stored, Dictionary<string, long> held, CancellationToken cancellation)
    {
        StorageException? bad = null;
        var copied = false;
        try
        {
            copied = await _copier.TryCopyAsync(stored.Name, cancellation).ConfigureAwait(false);
            if (copied) // else retention was faster
            {
                held[stored.Name] = stored.Bytes;
            }
        }
        catch (StorageException failure) when (failure.Error is StorageError.ArchiveDamaged or StorageError.KeyWrong or StorageError.NameTaken)
        {
            bad = failure;
        }

        Status = Status with
        {
            CommitAt = copied ? MirrorState.Later(Status.CommitAt, ArchiveNames.TimeOf(stored.Name)) : Status.CommitAt,
            ObjectsBehind = Status.ObjectsBehind - (bad is null ? 1 : 0),
            BytesBehind = Status.BytesBehind - (bad is null ? stored.Bytes : 0),
        };
        return bad;
    }

    /// <summary>What the mirror holds, listed when that is not known or was long ago.</summary>
    private async Task<Dictionary<string, long>> HeldAsync(CancellationToken cancellation)
    {
        if (_held is null || DateTimeOffset.UtcNow - _listed > _options.Relist)
        {
            await ArchiveMarker.CopyAsync(_source, _destination, cancellation).ConfigureAwait(false);
            var objects = await _destination.ListAsync(_names.Database, cancellation).ConfigureAwait(false);
            _held = objects.ToDictionary(stored => stored.Name, stored => stored.Bytes);
            _listed = DateTimeOffset.UtcNow;
        }

        return _held;
    }

    private StorageException Gone() => new(
        StorageError.ArchiveUnavailable,
        _source.Description,
        $"Cannot mirror {_source.Description}.",
        "There is no archive in that place any more.",
        $"Check that it is mounted. What {_destination.Description} holds is kept.");

    [LoggerMessage(Level = LogLevel.Warning, Message = "Mirroring failed and is tried again. {Failure}")]
    private partial void LogFailure(string failure);
}
