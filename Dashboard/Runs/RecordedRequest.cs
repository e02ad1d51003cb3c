using System.Buffers;

namespace Belfry.Dashboard.Runs;

/// <summary>An export request on its way to the run's file, in a borrowed buffer that goes back with <see cref="Dispose"/>.</summary>
internal sealed class RecordedRequest : IDisposable
{
    private readonly byte[] _buffer;

    public RecordedRequest(Signal signal, DateTimeOffset at, ReadOnlySpan<byte> body)
    {
        (Signal, At, Length) = (signal, at, body.Length);
        _buffer = ArrayPool<byte>.Shared.Rent(body.Length);
        body.CopyTo(_buffer);
    }

    public Signal Signal { get; }

    public DateTimeOffset At { get; }

    public int Length { get; }

    public ReadOnlySpan<byte> Body => _buffer.AsSpan(0, Length);

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
