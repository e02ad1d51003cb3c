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
    private readonly MemoryStream _packed = new(ObjectEnvelope.BlockPrefixLength + ObjectEnvelope.BlockLength);
    private int _filled;

    private ObjectWriter(Stream output, bool compress)
    {
        _output = output;
        _compress = compress;
    }

    /// <summary>Bytes written so far, envelope included.</summary>
    public long Written { get; private set; }

    public static async Task<ObjectWriter> StartAsync(Stream output, ObjectKind kind, bool compress, CancellationToken cancellation)
    {
        var writer = new ObjectWriter(output, compress);
        await writer.EmitAsync(ObjectEnvelope.Header(kind), cancellation).ConfigureAwait(false);
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
        _packed.Dispose();
    }

    private async ValueTask EmitBlockAsync(uint last, CancellationToken cancellation)
    {
        var payload = Pack();
        var prefix = payload.Array!;
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, (uint)(payload.Count - ObjectEnvelope.BlockPrefixLength) | last);
        _filled = 0;
        await EmitAsync(payload, cancellation).ConfigureAwait(false);
    }

    /// <summary>The block with room for its prefix: compressed when that makes it smaller.</summary>
    private ArraySegment<byte> Pack()
    {
        _packed.SetLength(0);
        _packed.Write([0, 0, 0, 0, 0]);
        if (_compress && _filled > 0)
        {
            using (var zlib = new ZLibStream(_packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                zlib.Write(_block, 0, _filled);
            }

            if (_packed.Length - ObjectEnvelope.BlockPrefixLength < _filled)
            {
                _packed.GetBuffer()[4] = 1;
                return new ArraySegment<byte>(_packed.GetBuffer(), 0, (int)_packed.Length);
            }

            _packed.SetLength(ObjectEnvelope.BlockPrefixLength);
            _packed.Position = ObjectEnvelope.BlockPrefixLength;
        }

        _packed.Write(_block, 0, _filled);
        return new ArraySegment<byte>(_packed.GetBuffer(), 0, (int)_packed.Length);
    }

    private async ValueTask EmitAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        _hash.AppendData(bytes.Span);
        Written += bytes.Length;
        await _output.WriteAsync(bytes, cancellation).ConfigureAwait(false);
    }
}
