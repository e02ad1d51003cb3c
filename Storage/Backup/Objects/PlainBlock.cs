using System.IO.Compression;

namespace Belfry.Storage.Backup.Objects;

/// <summary>One block of an object in a buffer that is used again.</summary>
/// <param name="Buffer">Goes back with <see cref="Return"/>.</param>
/// <param name="Content">The part of it that counts.</param>
/// <param name="Fault">Why there is no content; null when there is.</param>
internal sealed record PlainBlock(byte[] Buffer, Memory<byte> Content, string? Fault = null)
{
    public static PlainBlock None { get; } = new([], default);

    public static PlainBlock Rent(int length)
    {
        var buffer = LargeBuffers.Rent(length);
        return new PlainBlock(buffer, buffer.AsMemory(0, length));
    }

    public void Return() => LargeBuffers.Return(Buffer);

    /// <summary>What this packed block contains, in a buffer of its own; this one's buffer is given back.</summary>
    /// <param name="limit">At most so many bytes are ever taken out: a small block cannot blow up.</param>
    public PlainBlock Inflate(int limit)
    {
        var block = Rent(limit);
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(Buffer, 0, Content.Length), CompressionMode.Decompress);
            var length = zlib.ReadAtLeast(block.Content.Span, limit, throwOnEndOfStream: false);
            var longer = length == limit && zlib.ReadByte() >= 0;
            return block with { Content = block.Content[..length], Fault = longer ? "a block is longer than its header allows" : null };
        }
        catch (InvalidDataException exception)
        {
            return block with { Fault = $"a block does not decompress ({exception.Message.TrimEnd('.')})" };
        }
        finally
        {
            Return();
        }
    }
}
