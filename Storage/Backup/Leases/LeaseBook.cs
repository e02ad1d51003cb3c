using System.Globalization;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Backup.Leases;

/// <summary>One lease object: the epoch and claimant in its name, and its content; null content when it cannot be read.</summary>
internal sealed record LeaseEntry(string Name, uint Epoch, LeaseRecord? Record);

/// <summary>The lease objects of one database: <c>leases/000007.lease</c>, or with a claimant <c>leases/000007-3f2a...lease</c>.</summary>
internal sealed class LeaseBook(ITarget target, ArchiveNames names)
{
    private const string End = ".lease";
    private const int MaxBytes = 4096;

    public ITarget Target => target;

    public string Name(uint epoch) => $"{names.Leases}{epoch:x6}{End}";

    public string ClaimName(uint epoch, string holder) => $"{names.Leases}{epoch:x6}-{holder}{End}";

    /// <summary>The entries of the newest epoch, sorted by name; none when there was never a lease.</summary>
    public async Task<List<LeaseEntry>> NewestAsync(CancellationToken cancellation)
    {
        var found = new List<(string Name, uint Epoch)>();
        foreach (var stored in await target.ListAsync(names.Leases, cancellation).ConfigureAwait(false))
        {
            var file = stored.Name[names.Leases.Length..];
            if (file.Length >= 6 + End.Length
                && file.EndsWith(End, StringComparison.Ordinal)
                && uint.TryParse(file.AsSpan(0, 6), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var epoch))
            {
                found.Add((stored.Name, epoch));
            }
        }

        var newest = new List<LeaseEntry>();
        foreach (var (name, epoch) in found.Where(entry => entry.Epoch == found.Max(other => other.Epoch)))
        {
            newest.Add(new LeaseEntry(name, epoch, await ReadAsync(name, cancellation).ConfigureAwait(false)));
        }

        return newest;
    }

    /// <summary>Removes what earlier holders left; where nothing may be deleted it stays, in nobody's way.</summary>
    public async Task ForgetBeforeAsync(uint epoch, CancellationToken cancellation)
    {
        try
        {
            foreach (var stored in await target.ListAsync(names.Leases, cancellation).ConfigureAwait(false))
            {
                if (string.CompareOrdinal(stored.Name, $"{names.Leases}{epoch:x6}") < 0)
                {
                    await target.DeleteAsync(stored.Name, cancellation).ConfigureAwait(false);
                }
            }
        }
        catch (StorageException refused) when (refused.Error == StorageError.ArchiveUnavailable)
        {
            // The next one tries again.
        }
    }

    /// <summary>The highest epoch that a lease or a lineage bears, so that a lost lease object cannot turn the count back; 0 when there is none.</summary>
    public async Task<uint> HighestEpochAsync(CancellationToken cancellation)
    {
        var leases = await NewestAsync(cancellation).ConfigureAwait(false);
        var lineages = await target.ListAsync(names.Lineages, cancellation).ConfigureAwait(false);
        return lineages.Select(stored => ArchiveNames.EpochOf(stored.Name)).Append(leases.Count == 0 ? 0 : leases[0].Epoch).Max();
    }

    public Task WriteAsync(string name, LeaseRecord record, CancellationToken cancellation) => target.ReplaceAsync(name, record.ToJson(), cancellation);

    /// <summary>Writes a lease under a name that nobody has.</summary>
    /// <returns>False: somebody has it.</returns>
    public async Task<bool> TryCreateAsync(string name, LeaseRecord record, CancellationToken cancellation)
    {
        var upload = await target.CreateAsync(cancellation).ConfigureAwait(false);
        await using var closing = upload.ConfigureAwait(false);
        await upload.Content.WriteAsync(record.ToJson(), cancellation).ConfigureAwait(false);
        try
        {
            await upload.CommitAsync(name, cancellation).ConfigureAwait(false);
            return true;
        }
        catch (StorageException taken) when (taken.Error == StorageError.NameTaken)
        {
            return false;
        }
    }

    private async Task<LeaseRecord?> ReadAsync(string name, CancellationToken cancellation)
    {
        try
        {
            var input = await target.OpenAsync(name, cancellation).ConfigureAwait(false);
            await using var closing = input.ConfigureAwait(false);
            var bytes = new byte[MaxBytes];
            var length = await input.ReadAtLeastAsync(bytes, MaxBytes, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
            return LeaseRecord.FromJson(bytes.AsSpan(0, length));
        }
        catch (StorageException changing) when (changing.Error is StorageError.NotFound or StorageError.ArchiveDamaged)
        {
            return null;
        }
    }
}
