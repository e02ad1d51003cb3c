using System.Buffers.Binary;

namespace Belfry.Dashboard.Otlp.Wire;

/// <summary>How a protobuf field is laid out on the wire.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>
/// Walks the fields of one protobuf message without allocating.
/// Malformed input never throws: reading stops, <see cref="Failed"/> turns true and every later value is zero or empty.
/// </summary>
internal ref struct ProtoReader(ReadOnlySpan<byte> message)
{
    private readonly ReadOnlySpan<byte> _message = message;
    private int _position;

    /// <summary>True once the bytes were not a protobuf message.</summary>
    public bool Failed { get; private set; }

    /// <summary>Where the next field starts, in bytes from the start of the message.</summary>
    public readonly int Position => _position;

    /// <summary>Moves to the next field; false at the end of the message or when it is malformed.</summary>
    public bool TryReadTag(out int field, out WireType wire)
    {
        field = 0;
        wire = default;
        if (_position >= _message.Length)
        {
            return false;
        }

        var tag = ReadVarint();
        field = (int)(tag >> 3);
        wire = (WireType)(tag & 7);
        if (tag > uint.MaxValue || field <= 0 || wire is not (WireType.Varint or WireType.Fixed64 or WireType.Bytes or WireType.Fixed32))
        {
            Fail();
        }

        return !Failed;
    }

    public ulong ReadVarint()
    {
        // Nearly every tag, length and number of telemetry has one byte.
        if ((uint)_position < (uint)_message.Length && _message[_position] is var only and < 0x80)
        {
            _position++;
            return only;
        }

        return ReadLongVarint();
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _message.Length)
            {
                break;
            }

            var next = _message[_position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        Fail();
        return 0;
    }

    public ulong ReadFixed64() => Take(8) is { Length: 8 } bytes ? BinaryPrimitives.ReadUInt64LittleEndian(bytes) : 0;

    public uint ReadFixed32() => Take(4) is { Length: 4 } bytes ? BinaryPrimitives.ReadUInt32LittleEndian(bytes) : 0;

    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        return length > (ulong)(_message.Length - _position) ? FailEmpty() : Take((int)length);
    }

    public void Skip(WireType wire)
    {
        switch (wire)
        {
            case WireType.Varint:
                ReadVarint();
                break;
            case WireType.Fixed64:
                Take(8);
                break;
            case WireType.Fixed32:
                Take(4);
                break;
            case WireType.Bytes:
                ReadBytes();
                break;
            default:
                Fail();
                break;
        }
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (_message.Length - _position < count)
        {
            return FailEmpty();
        }

        var bytes = _message.Slice(_position, count);
        _position += count;
        return bytes;
    }

    private ReadOnlySpan<byte> FailEmpty()
    {
        Fail();
        return default;
    }

    private void Fail()
    {
        Failed = true;
        _position = _message.Length;
    }
}
