using System.Buffers;
using System.Buffers.Binary;

namespace Belfry.Dashboard.Otlp.Wire;

/// <summary>
/// Writes protobuf fields into one pooled, growing buffer. A nested message gets a length of fixed width (a padded varint),
/// so that it is written in one pass; every protobuf reader accepts that.
/// </summary>
internal sealed class ProtoWriter : IDisposable
{
    private const int LengthWidth = 5;
    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int _length;

    public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

    public void WriteTag(int field, WireType wire) => WriteVarint(((ulong)field << 3) | (uint)wire);

    public void WriteVarint(ulong value)
    {
        var target = Reserve(10);
        var count = 0;
        for (; value >= 0x80; value >>= 7)
        {
            target[count++] = (byte)(value | 0x80);
        }

        target[count++] = (byte)value;
        _length += count;
    }

    public void WriteFixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Reserve(8), value);
        _length += 8;
    }

    public void WriteFixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Reserve(4), value);
        _length += 4;
    }

    public void WriteBytes(int field, ReadOnlySpan<byte> bytes)
    {
        WriteTag(field, WireType.Bytes);
        WriteVarint((ulong)bytes.Length);
        WriteRaw(bytes);
    }

    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Starts a nested message; pass the returned mark to <see cref="EndMessage"/>.</summary>
    public int BeginMessage(int field)
    {
        WriteTag(field, WireType.Bytes);
        Reserve(LengthWidth);
        _length += LengthWidth;
        return _length;
    }

    public void EndMessage(int mark)
    {
        var length = (uint)(_length - mark);
        var target = _buffer.AsSpan(mark - LengthWidth, LengthWidth);
        for (var i = 0; i < LengthWidth - 1; i++, length >>= 7)
        {
            target[i] = (byte)(length | 0x80);
        }

        target[LengthWidth - 1] = (byte)length;
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    private Span<byte> Reserve(int count)
    {
        if (_buffer.Length - _length < count)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        return _buffer.AsSpan(_length);
    }
}
