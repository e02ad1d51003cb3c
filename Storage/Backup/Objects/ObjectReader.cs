using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Belfry.Storage.Backup.Objects;

/// <summary>Reads the content of one object back, checking the envelope on the way; the last read checks the trailer.</summary>
internal sealed class ObjectReader : IAsyncDisposable
{
    private readonly Stream _input;
    private readonly string _name;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _block;
    private byte[] _payload = [];
    private Memory<byte> _rest;
    private bool _last;

    private readonly ObjectCipher? _cipher;

    private ObjectReader(Stream input, string name, int blockLength, ObjectCipher? cipher)
    {
        _input = input;
        _name = name;
        _block = new byte[blockLength];
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
            if (_rest.IsEmpty && !await NextBlockAsync(cancellation).ConfigureAwait(false))
            {
                throw Damaged(_name, "its content ends too early");
            }

            var count = Math.Min(buffer.Length, _rest.Length);
            _rest[..count].CopyTo(buffer);
            (_rest, buffer) = (_rest[count..], buffer[count..]);
        }
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

    public ValueTask DisposeAsync()
    {
        _hash.Dispose();
        _cipher?.Dispose();
        return _input.DisposeAsync();
    }

    internal static StorageException Damaged(string name, string why) => new(
        StorageError.ArchiveDamaged, name, $"Cannot read {name} from the archive.", $"It is damaged: {why}.", "Use another backup, and check the disk that holds the archive.");

    private async ValueTask<bool> NextBlockAsync(CancellationToken cancellation)
    {
        if (_last)
        {
            await FinishAsync(cancellation).ConfigureAwait(false);
            return false;
        }

        var prefix = new byte[ObjectEnvelope.BlockPrefixLength];
        await ReadExactlyAsync(_input, prefix, _name, cancellation).ConfigureAwait(false);
        var word = BinaryPrimitives.ReadUInt32LittleEndian(prefix);
        var length = (int)(word & ~ObjectEnvelope.LastBlock);
        var tagLength = _cipher is null ? 0 : ObjectCipher.TagLength;
        if (length > _block.Length + tagLength || length < tagLength)
        {
            throw Damaged(_name, "the length of a block is impossible");
        }

        if (_payload.Length < length)
        {
            _payload = new byte[_block.Length + tagLength];
        }

        var payload = _payload.AsMemory(0, length);
        await ReadExactlyAsync(_input, payload, _name, cancellation).ConfigureAwait(false);
        _hash.AppendData(prefix);
        _hash.AppendData(payload.Span);
        if (_cipher?.TryDecrypt(prefix, payload.Span[..^tagLength], payload.Span[^tagLength..]) == false)
        {
            throw Damaged(_name, "a block was changed after it was encrypted");
        }

        _rest = Unpack(prefix[4], payload[..^tagLength]);
        _last = (word & ObjectEnvelope.LastBlock) != 0;
        return !_last && _rest.Length != _block.Length ? throw Damaged(_name, "a block is shorter than the others") : true;
    }

    private Memory<byte> Unpack(byte encoding, Memory<byte> payload)
    {
        switch (encoding)
        {
            case 0:
                return payload;
            case 1:
                try
                {
                    // At most a block's length is ever taken out: a small payload cannot blow up.
                    using var zlib = new ZLibStream(new MemoryStream(_payload, 0, payload.Length), CompressionMode.Decompress);
                    var length = zlib.ReadAtLeast(_block, _block.Length, throwOnEndOfStream: false);
                    return length == _block.Length && zlib.ReadByte() >= 0 ? throw Damaged(_name, "a block is longer than its header allows") : _block.AsMemory(0, length);
                }
                catch (InvalidDataException exception)
                {
                    throw Damaged(_name, $"a block does not decompress ({exception.Message.TrimEnd('.')})");
                }

            default:
                throw Damaged(_name, $"a block has the unknown encoding {encoding}");
        }
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
}
