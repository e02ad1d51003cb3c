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
    private byte[] _block = LargeBuffers.Rent(ObjectEnvelope.BlockLength); // a follower makes objects all the time
    private readonly byte[] _prefix = new byte[ObjectEnvelope.BlockPrefixLength];
    private readonly byte[] _tag;
    private byte[] _packed = [];
    private int _filled;

    private readonly ObjectCipher? _cipher;

    private ObjectWriter(Stream output, bool compress, ObjectCipher? cipher)
    {
        _output = output;
        _compress = compress;
        _cipher = cipher;
        _tag = new byte[cipher is null ? 0 : ObjectCipher.TagLength];
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
            if (_filled == ObjectEnvelope.BlockLength)
            {
                await EmitBlockAsync(last: 0, cancellation).ConfigureAwait(false);
            }

            var count = Math.Min(content.Length, ObjectEnvelope.BlockLength - _filled);
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
        LargeBuffers.Return(_packed);
        LargeBuffers.Return(_block);
        (_packed, _block) = ([], []);
    }

    private async ValueTask EmitBlockAsync(uint last, CancellationToken cancellation)
    {
        var (encoding, payload) = Pack();
        _filled = 0;
        BinaryPrimitives.WriteUInt32LittleEndian(_prefix, (uint)(payload.Length + (_cipher is null ? 0 : ObjectCipher.TagLength)) | last);
        _prefix[4] = encoding;
        _cipher?.Encrypt(_prefix, payload.Span, _tag);
        await EmitAsync(_prefix, cancellation).ConfigureAwait(false);
        await EmitAsync(payload, cancellation).ConfigureAwait(false);
        await EmitAsync(_tag, cancellation).ConfigureAwait(false);
    }

    /// <summary>The block as it is, or compressed when that makes it smaller.</summary>
    private (byte Encoding, Memory<byte> Payload) Pack()
    {
        var block = _block.AsMemory(0, _filled);
        if (!_compress || _filled == 0)
        {
            return (0, block);
        }

        if (_packed.Length < MostPacked(_filled))
        {
            LargeBuffers.Return(_packed);
            _packed = LargeBuffers.Rent(MostPacked(_filled));
        }

        using var packed = new MemoryStream(_packed);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zlib.Write(block.Span);
        }

        return packed.Position < _filled ? ((byte)1, _packed.AsMemory(0, (int)packed.Position)) : ((byte)0, block);
    }

    /// <summary>What cannot be compressed grows by up to a bit for each byte: the fastest level writes it with nine (zlib-ng's <c>compressBound</c>).</summary>
    private static int MostPacked(int length) => length + (length / 8) + 64;

    private async ValueTask EmitAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        Written += bytes.Length;
        if (bytes.Length < ObjectEnvelope.BlockLength)
        {
            _hash.AppendData(bytes.Span);
            await _output.WriteAsync(bytes, cancellation).ConfigureAwait(false);
            return;
        }

        // Of much data one thread hashes what another one writes.
        var hashing = Task.Run(() => _hash.AppendData(bytes.Span), CancellationToken.None);
        try
        {
            await _output.WriteAsync(bytes, cancellation).ConfigureAwait(false);
        }
        finally
        {
            await hashing.ConfigureAwait(false);
        }
    }
}
