using System.IO.Compression;

namespace Belfry.Dashboard.Otlp;

/// <summary>A request body read into a pooled buffer, unpacked when it was gzip, never beyond <see cref="MaxBytes"/>.</summary>
internal sealed class OtlpBody : IDisposable
{
    /// <summary>Largest request after unpacking. SDKs send batches of a few hundred kilobytes.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private byte[] _buffer;

    private OtlpBody(int capacity) => _buffer = Buffers.Pool.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <returns>Null when the body is larger than <see cref="MaxBytes"/>.</returns>
    /// <exception cref="InvalidDataException">The body says it is gzip and is not.</exception>
    public static async Task<OtlpBody?> ReadAsync(Stream source, long? length, bool gzip, CancellationToken cancellationToken)
    {
        var body = new OtlpBody((int)Math.Clamp(length ?? 0, 16 * 1024, MaxBytes));
        try
        {
            await using var unpacked = gzip ? new GZipStream(source, CompressionMode.Decompress, leaveOpen: true) : null;
            if (await body.FillAsync(unpacked ?? source, cancellationToken))
            {
                return body;
            }
        }
        catch
        {
            body.Dispose();
            throw;
        }

        body.Dispose();
        return null;
    }

    public void Dispose() => Buffers.Pool.Return(_buffer);

    private async Task<bool> FillAsync(Stream source, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (Length == _buffer.Length)
            {
                Grow();
            }

            var read = await source.ReadAsync(_buffer.AsMemory(Length), cancellationToken);
            if (read == 0)
            {
                return true;
            }

            Length += read;
            if (Length > MaxBytes)
            {
                return false;
            }
        }
    }

    private void Grow()
    {
        var larger = Buffers.Pool.Rent(_buffer.Length * 2);
        Bytes.CopyTo(larger);
        Buffers.Pool.Return(_buffer);
        _buffer = larger;
    }
}
