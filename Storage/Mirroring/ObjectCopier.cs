using System.Security.Cryptography;
using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Mirroring;

/// <summary>Copies one object byte for byte, and counts it as copied only when the other place confirmed its checksum or gave the same bytes back.</summary>
/// <param name="source">Where objects come from.</param>
/// <param name="destination">Where they go.</param>
/// <param name="onlyEncrypted">Whether an object that is not ciphertext is refused.</param>
internal sealed class ObjectCopier(ITarget source, ITarget destination, bool onlyEncrypted)
{
    private readonly byte[] _buffer = new byte[128 << 10];

    /// <returns>False: it is no longer in the source.</returns>
    /// <exception cref="StorageException">
    /// <see cref="StorageError.ArchiveDamaged"/>: the object is damaged here, or arrived damaged there. <see cref="StorageError.KeyWrong"/>: it is plain.
    /// <see cref="StorageError.NotFound"/>: the destination does not have what it was just given. Any other failure of the two places.
    /// </exception>
    public async Task<bool> TryCopyAsync(string name, CancellationToken cancellation)
    {
        if (await TryOpenSourceAsync(name, cancellation).ConfigureAwait(false) is not { } stored)
        {
            return false;
        }

        await using var closingStored = stored.ConfigureAwait(false);
        var upload = await destination.CreateAsync(cancellation).ConfigureAwait(false);
        await using var closing = upload.ConfigureAwait(false);
        var digest = await ReadAsync(stored, source, name, upload.Content, cancellation).ConfigureAwait(false);
        var confirmed = await upload.CommitAsync(name, cancellation).ConfigureAwait(false);
        var arrived = confirmed ? digest : await ReadBackAsync(name, cancellation).ConfigureAwait(false);
        return arrived.AsSpan().SequenceEqual(digest)
            ? true
            : throw ObjectReader.Damaged(name, $"{destination.Description} gave other bytes back than were written");
    }

    private async Task<Stream?> TryOpenSourceAsync(string name, CancellationToken cancellation)
    {
        try
        {
            return await source.OpenAsync(name, cancellation).ConfigureAwait(false);
        }
        catch (StorageException gone) when (gone.Error == StorageError.NotFound)
        {
            return null;
        }
    }

    private async Task<byte[]> ReadBackAsync(string name, CancellationToken cancellation)
    {
        var input = await destination.OpenAsync(name, cancellation).ConfigureAwait(false);
        await using var closing = input.ConfigureAwait(false);
        return await ReadAsync(input, destination, name, Stream.Null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Reads an object, checks its envelope from outside and returns its digest.</summary>
    private async Task<byte[]> ReadAsync(Stream input, ITarget target, string name, Stream output, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var trailer = new byte[ObjectEnvelope.TrailerLength];
        var held = 0;
        while (await FillAsync(input, trailer, held, cancellation).ConfigureAwait(false) is var filled && filled > held)
        {
            if (held == 0 && onlyEncrypted && !ObjectEnvelope.IsEncrypted(_buffer.AsSpan(0, filled)))
            {
                throw new StorageException(
                    StorageError.KeyWrong, name, $"{name} was not copied to {destination.Description}.", "A key is configured, but this object is not encrypted.", "Begin a new archive for what is encrypted.");
            }

            // The last bytes so far may be the trailer, which is the hash of all before it.
            await output.WriteAsync(_buffer.AsMemory(held, filled - held), cancellation).ConfigureAwait(false);
            held = Math.Min(filled, trailer.Length);
            hash.AppendData(_buffer, 0, filled - held);
            _buffer.AsSpan(filled - held, held).CopyTo(trailer);
        }

        var digest = hash.GetHashAndReset();
        return held == trailer.Length && digest.AsSpan().SequenceEqual(trailer)
            ? digest
            : throw ObjectReader.Damaged(name, $"in {target.Description} its bytes do not match their SHA-256");
    }

    /// <summary>Puts the bytes held back at the front of the buffer and reads on behind them.</summary>
    private async Task<int> FillAsync(Stream input, byte[] trailer, int held, CancellationToken cancellation)
    {
        trailer.AsSpan(0, held).CopyTo(_buffer);
        return held + await input.ReadAtLeastAsync(_buffer.AsMemory(held), ObjectEnvelope.HeaderLength, throwOnEndOfStream: false, cancellation).ConfigureAwait(false);
    }
}
