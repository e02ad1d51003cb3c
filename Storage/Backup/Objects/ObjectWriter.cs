using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Belfry.Storage.Backup.Objects;

/// <summary>Writes the content of one object into its envelope, block by block, so that memory does not grow with the object.</summary>
internal sealed class ObjectWriter : IDisposable
{
    private readonly Stream _output;
    private readonly bool _compress;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _block = new byte[ObjectEnvelope.BlockLength];
    private readonly MemoryStream _packed = new(ObjectEnvelope.BlockPrefixLength + ObjectEnvelope.BlockLength + ObjectCipher.TagLength);
    private int _filled;

    private readonly ObjectCipher? _cipher;

    private ObjectWriter(Stream output, bool compress, ObjectCipher? cipher)
    {
        _output = output;
        _compress = compress;
        _cipher = cipher;
    }

    /// <summary>Bytes written so far, envelope included.</summary>
    public long Written { get; private set; }

    public static async Task<ObjectWriter> StartAsync(Stream output, ObjectKind kind, bool compress, ArchiveKeys? keys, CancellationToken cancellation)
    {
        var section = new byte[keys is null ? 0 : ObjectCipher.SectionLength(keys.Current.Length)];
        var header = ObjectEnvelope.Header(kind, section.Length);
        var writer = new ObjectWriter(output, compress, keys is null ? null : ObjectCipher.Create(keys, header, section));
        await writer.EmitAsync((byte[])[.. header, .. section], cancellation).ConfigureAwait(false);
        return writer;
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        while (content.Length > 0)
        {
            if (_filled == _block.Length)
            {
                await EmitBlockAsync(last: 0, cancellation).ConfigureAwait(false);
            }

            var count = Math.Min(content.Length, _block.Length - _filled);
            content[..count].CopyTo(_block.AsMemory(_filled));
            _filled += count;
            content = content[count..];
        }
    }

    /// <summary>Writes the last block and the trailer, and returns the trailer: the SHA-256 of all before it.</summary>
    public async Task<byte[]> FinishAsync(CancellationToken cancellation)
    {
        await EmitBlockAsync(ObjectEnvelope.LastBlock, cancellation).ConfigureAwait(false);
        var trailer = _hash.GetHashAndReset();
        await _output.WriteAsync(trailer, cancellation).ConfigureAwait(false);
        Written += trailer.Length;
        return trailer;
    }

    public void Dispose()
    {
        _hash.Dispose();
        _cipher?.Dispose();
        _packed.Dispose();
    }

    private async ValueTask EmitBlockAsync(uint last, CancellationToken cancellation)
    {
        var encoding = Pack();
        var length = (int)_packed.Length - ObjectEnvelope.BlockPrefixLength;
        var stored = length + (_cipher is null ? 0 : ObjectCipher.TagLength);
        _packed.SetLength(ObjectEnvelope.BlockPrefixLength + stored);
        var block = _packed.GetBuffer();
        BinaryPrimitives.WriteUInt32LittleEndian(block, (uint)stored | last);
        block[4] = encoding;
        _cipher?.Encrypt(
            block.AsSpan(0, ObjectEnvelope.BlockPrefixLength),
            block.AsSpan(ObjectEnvelope.BlockPrefixLength, length),
            block.AsSpan(ObjectEnvelope.BlockPrefixLength + length, ObjectCipher.TagLength));
        _filled = 0;
        await EmitAsync(block.AsMemory(0, (int)_packed.Length), cancellation).ConfigureAwait(false);
    }

    /// <summary>Puts the block behind room for its prefix, compressed when that makes it smaller, and returns the encoding.</summary>
    private byte Pack()
    {
        _packed.SetLength(ObjectEnvelope.BlockPrefixLength);
        _packed.Position = ObjectEnvelope.BlockPrefixLength;
        if (_compress && _filled > 0)
        {
            using (var zlib = new ZLibStream(_packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(_block, 0, _filled);
            }

            if (_packed.Length - ObjectEnvelope.BlockPrefixLength < _filled)
            {
                return 1;
            }

            _packed.SetLength(ObjectEnvelope.BlockPrefixLength);
        }

        _packed.Position = ObjectEnvelope.BlockPrefixLength;
        _packed.Write(_block, 0, _filled);
        return 0;
    }

    private async ValueTask EmitAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _hash.AppendData(bytes.Span);
        Written += bytes.Length;
        await _output.WriteAsync(bytes, cancellation).ConfigureAwait(false);
    }
}
