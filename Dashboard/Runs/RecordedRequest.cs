using System.Buffers;
using System.IO.Compression;
using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Runs;

/// <summary>
/// An export request on its way to the run's file, packed (raw deflate) as the file keeps it: what waits takes a tenth of what came. In a
/// borrowed buffer that goes back with <see cref="Dispose"/>.
/// </summary>
internal sealed class RecordedRequest : IDisposable
{
    private readonly byte[] _buffer;

    public RecordedRequest(Signal signal, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        (Signal, At) = (signal, at);
        // What cannot be packed grows by a few bytes per block.
        var scratch = Buffers.Pool.Rent(body.Length + (body.Length / 256) + 1024);
        using (var packed = new MemoryStream(scratch))
        {
            using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            {
                deflate.Write(body);
            }

            Length = (int)packed.Position;
        }

        _buffer = ArrayPool<byte>.Shared.Rent(Length);
        scratch.AsSpan(0, Length).CopyTo(_buffer);
        Buffers.Pool.Return(scratch);
    }

    public Signal Signal { get; }

    public DateTimeOffset At { get; }

    /// <summary>Packed.</summary>
    public int Length { get; }

    public ReadOnlySpan<byte> Packed => _buffer.AsSpan(0, Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
