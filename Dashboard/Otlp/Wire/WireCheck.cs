namespace Belfry.Dashboard.Otlp.Wire;

/// <summary>
/// Decides, before a record is stored, whether every later reader can walk it: well-formed to the last nested value,
/// known fields of the right wire type, and no deeper than <see cref="MaxDepth"/>.
/// </summary>
internal static class WireCheck
{
    /// <summary>Messages inside messages. Real telemetry stays below ten; recursion here and in every reader is bounded by this.</summary>
    public const int MaxDepth = 24;

    public static bool IsWellFormed(ReadOnlySpan<byte> message, MessageSchema schema, int depth = 0)
    {
        if (depth > MaxDepth)
        {
            return false;
        }

        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var number, out var wire))
        {
            var field = schema.Find(number);
            if (field is null)
            {
                reader.Skip(wire);
            }
            else if (wire == WireType.Bytes)
            {
                if (!IsWellFormedBytes(reader.ReadBytes(), field, depth))
                {
                    return false;
                }
            }
            else if (wire == field.Wire)
            {
                reader.Skip(wire);
            }
            else
            {
                return false;
            }
        }

        return !reader.Failed;
    }

    private static bool IsWellFormedBytes(ReadOnlySpan<byte> bytes, FieldSchema field, int depth) => field.Wire switch
    {
        WireType.Bytes => field.Message is null || IsWellFormed(bytes, field.Message, depth + 1),
        // Repeated numbers may be packed into one field.
        WireType.Fixed64 => field.Repeated && bytes.Length % 8 == 0,
        WireType.Varint => field.Repeated && IsPackedVarints(bytes),
        _ => false,
    };

    private static bool IsPackedVarints(ReadOnlySpan<byte> bytes)
    {
        var reader = new ProtoReader(bytes);
        while (reader.Position < bytes.Length)
        {
            reader.ReadVarint();
        }

        return !reader.Failed;
    }
}
