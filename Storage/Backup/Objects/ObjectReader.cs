using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace Belfry.Storage.Backup.Objects;

/// <summary>
/// Reads the content of one object back, checking the envelope on the way; the last read checks the trailer. While one block is used, the next ones are read, hashed and decrypted
/// by one task and inflated by others.
/// </summary>
internal sealed class ObjectReader : IAsyncDisposable
{
    private static readonly int Ahead = Math.Clamp(Environment.ProcessorCount, 2, 8);

    private readonly Stream _input;
    private readonly string _name;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly int _blockLength;
    private readonly byte[] _prefix = new byte[ObjectEnvelope.BlockPrefixLength];
    private readonly Channel<NextBlock> _ahead = Channel.CreateBounded<NextBlock>(new BoundedChannelOptions(Ahead) { SingleReader = true, SingleWriter = true });
    private readonly CancellationTokenSource _closing = new();
    private readonly ObjectCipher? _cipher;
    private PlainBlock _block = PlainBlock.None;
    private Memory<byte> _rest;
    private Task? _filling;
    private bool _lastTaken;

    private ObjectReader(Stream input, string name, int blockLength, ObjectCipher? cipher)
    {
        _input = input;
        _name = name;
        _blockLength = blockLength;
        _cipher = cipher;
    }

    /// <summary>The SHA-256 of the object, once everything was read.</summary>
    public byte[]? Trailer { get; private set; }

    /// <summary>Reads the header and, when the object is encrypted, unwraps its key. Afterwards the reader owns the stream.</summary>
    public static async Task<ObjectReader> StartAsync(Stream input, string name, ObjectKind kind, ArchiveKeys? keys, CancellationToken cancellation)
    {
        var header = new byte[ObjectEnvelope.HeaderLength];
        await ReadExactlyAsync(input, header, name, cancellation).ConfigureAwait(false);
        var (blockLength, sectionLength) = ObjectEnvelope.Accept(header, kind) ?? throw Damaged(name, "its header is not one of this format version and kind");
        if (sectionLength == 0 && keys is not null)
        {
            // Somebody who can write to the target, but has no key, could otherwise put an object of their own in.
            throw new StorageException(
                StorageError.KeyWrong, name, $"{name} was refused.", "A key is configured, but this object is not encrypted.", "Open the archive without a key to read what was written before it was encrypted.");
        }

        var section = new byte[sectionLength];
        await ReadExactlyAsync(input, section, name, cancellation).ConfigureAwait(false);
        if (sectionLength > 0 && sectionLength != ObjectCipher.SectionLength(section[0]))
        {
            throw Damaged(name, "the length of its key section is impossible");
        }

        var cipher = sectionLength == 0 ? null : ObjectCipher.Open(keys, header, section, name);
        var reader = new ObjectReader(input, name, blockLength, cipher);
        reader._hash.AppendData(header);
        reader._hash.AppendData(section);
        return reader;
    }

    /// <summary>Fills the buffer with the next content.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: damaged, or the content ends before.</exception>
    public async ValueTask ReadExactlyAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        while (buffer.Length > 0)
        {
            var part = await PartAsync(buffer.Length, cancellation).ConfigureAwait(false);
            part.CopyTo(buffer);
            buffer = buffer[part.Length..];
        }
    }

    /// <summary>The next content as it lies in memory: a byte at least, and as many as there are up to <paramref name="most"/>. It is there until the next call.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: damaged, or the content ends before.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> PartAsync(long most, CancellationToken cancellation)
    {
        while (_rest.IsEmpty)
        {
            if (!await NextBlockAsync(cancellation).ConfigureAwait(false))
            {
                throw Damaged(_name, "its content ends too early");
            }
        }

        var part = _rest[..(int)Math.Min(most, _rest.Length)];
        _rest = _rest[part.Length..];
        return part;
    }

    /// <summary>As much as there is at once; 0 at the end, when the trailer is right.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation)
    {
        if (await AtEndAsync(cancellation).ConfigureAwait(false))
        {
            return 0;
        }

        var count = Math.Min(buffer.Length, _rest.Length);
        await ReadExactlyAsync(buffer[..count], cancellation).ConfigureAwait(false);
        return count;
    }

    /// <summary>Whether all content was read; then the trailer is right.</summary>
    public async ValueTask<bool> AtEndAsync(CancellationToken cancellation)
    {
        while (_rest.IsEmpty)
        {
            if (!await NextBlockAsync(cancellation).ConfigureAwait(false))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Everything that is left, for small objects.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.ArchiveDamaged"/>: damaged, or longer than the limit.</exception>
    public async Task<byte[]> ReadToEndAsync(int limit, CancellationToken cancellation)
    {
        using var content = new MemoryStream();
        while (!await AtEndAsync(cancellation).ConfigureAwait(false))
        {
            content.Write(_rest.Span);
            _rest = default;
            if (content.Length > limit)
            {
                throw Damaged(_name, $"its content is longer than {limit} bytes");
            }
        }

        return content.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        await (_filling ?? Task.CompletedTask).ConfigureAwait(false);
        _closing.Dispose();
        _hash.Dispose();
        _cipher?.Dispose();
        await _input.DisposeAsync().ConfigureAwait(false);
    }

    internal static StorageException Damaged(string name, string why) => new(
        StorageError.ArchiveDamaged, name, $"Cannot read {name} from the archive.", $"It is damaged: {why}.", "Use another backup, and check the disk that holds the archive.");

    private async ValueTask<bool> NextBlockAsync(CancellationToken cancellation)
    {
        _block.Return();
        _block = PlainBlock.None;
        if (_lastTaken)
        {
            await FinishAsync(cancellation).ConfigureAwait(false);
            return false;
        }

        var next = await TakeAsync(cancellation).ConfigureAwait(false);
        _lastTaken = next.IsLast;
        _block = await next.Content.ConfigureAwait(false);
        _rest = _block.Content;
        return _block.Fault is { } fault ? throw Damaged(_name, fault)
            : !next.IsLast && _rest.Length != _blockLength ? throw Damaged(_name, "a block is shorter than the others")
            : true;
    }

    private async ValueTask<NextBlock> TakeAsync(CancellationToken cancellation)
    {
        if (_filling is null)
        {
            // An object of one block, as most are, is not worth a task.
            var first = await ReadBlockAsync(cancellation).ConfigureAwait(false);
            _filling = first.IsLast ? Task.CompletedTask : Task.Run(FillAsync, CancellationToken.None);
            return first;
        }

        await _ahead.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false); // throws what ended the filling
        return await _ahead.Reader.ReadAsync(cancellation).ConfigureAwait(false);
    }

    private async Task FillAsync()
    {
        try
        {
            NextBlock next;
            do
            {
                next = await ReadBlockAsync(_closing.Token).ConfigureAwait(false);
                await _ahead.Writer.WriteAsync(next, _closing.Token).ConfigureAwait(false);
            }
            while (!next.IsLast);
            _ahead.Writer.Complete();
        }
        catch (Exception fault)
        {
            // Whatever it is: who waits for a block must not wait for ever.
            _ahead.Writer.Complete(fault);
        }
    }

    /// <summary>Reads and decrypts a block, in the object's order, and begins to inflate it.</summary>
    private async ValueTask<NextBlock> ReadBlockAsync(CancellationToken cancellation)
    {
        await ReadExactlyAsync(_input, _prefix, _name, cancellation).ConfigureAwait(false);
        var word = BinaryPrimitives.ReadUInt32LittleEndian(_prefix);
        var length = (int)(word & ~ObjectEnvelope.LastBlock);
        var tagLength = _cipher is null ? 0 : ObjectCipher.TagLength;
        if (length > _blockLength + tagLength || length < tagLength)
        {
            throw Damaged(_name, "the length of a block is impossible");
        }

        var packed = PlainBlock.Rent(length);
        await ReadExactlyAsync(_input, packed.Content, _name, cancellation).ConfigureAwait(false);
        _hash.AppendData(_prefix);
        _hash.AppendData(packed.Content.Span);
        if (_cipher?.TryDecrypt(_prefix, packed.Content.Span[..^tagLength], packed.Content.Span[^tagLength..]) == false)
        {
            throw Damaged(_name, "a block was changed after it was encrypted");
        }

        packed = packed with { Content = packed.Content[..^tagLength] };
        var content = _prefix[4] switch
        {
            0 => Task.FromResult(packed),
            1 => Task.Run(() => packed.Inflate(_blockLength), CancellationToken.None),
            var encoding => throw Damaged(_name, $"a block has the unknown encoding {encoding}"),
        };
        return new NextBlock(content, (word & ObjectEnvelope.LastBlock) != 0);
    }

    private async Task FinishAsync(CancellationToken cancellation)
    {
        if (Trailer is not null)
        {
            return;
        }

        var trailer = new byte[ObjectEnvelope.TrailerLength];
        await ReadExactlyAsync(_input, trailer, _name, cancellation).ConfigureAwait(false);
        if (!_hash.GetHashAndReset().AsSpan().SequenceEqual(trailer))
        {
            throw Damaged(_name, "its bytes do not match their SHA-256");
        }

        if (await _input.ReadAsync(new byte[1], cancellation).ConfigureAwait(false) != 0)
        {
            throw Damaged(_name, "it goes on after its end");
        }

        Trailer = trailer;
    }

    private static async ValueTask ReadExactlyAsync(Stream input, Memory<byte> buffer, string name, CancellationToken cancellation)
    {
        if (await input.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellation).ConfigureAwait(false) < buffer.Length)
        {
            throw Damaged(name, "it ends too early");
        }
    }

    /// <summary>A block that was read, and its content as soon as it is inflated.</summary>
    private readonly record struct NextBlock(Task<PlainBlock> Content, bool IsLast);
}
