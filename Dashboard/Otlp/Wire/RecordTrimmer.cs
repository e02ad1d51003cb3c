namespace Belfry.Dashboard.Otlp.Wire;

/// <summary>
/// Cuts an oversized record down instead of refusing it: long texts are shortened and say so, repeated parts beyond a
/// number are left out. What remains is a valid record that shows where it came from.
/// </summary>
internal static class RecordTrimmer
{
    /// <summary>Longest text or byte value kept in an oversized record.</summary>
    public const int MaxTextBytes = 2048;

    /// <summary>Attributes, events, links, points or list elements kept per message of an oversized record.</summary>
    public const int MaxRepeats = 16;

    private static ReadOnlySpan<byte> Mark => " … (cut)"u8;

    public static void Trim(ReadOnlySpan<byte> message, MessageSchema schema, ProtoWriter output)
    {
        Span<int> repeats = stackalloc int[32];
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var number, out var wire))
        {
            var field = schema.Find(number);
            if (wire != WireType.Bytes)
            {
                var start = reader.Position;
                reader.Skip(wire);
                if (field is { Repeated: false })
                {
                    output.WriteTag(number, wire);
                    output.WriteRaw(message[start..reader.Position]);
                }

                continue;
            }

            var bytes = reader.ReadBytes();
            if (field is null || (field.Repeated && ++repeats[number] > MaxRepeats))
            {
                continue;
            }

            WriteTrimmed(bytes, field, output);
        }
    }

    private static void WriteTrimmed(ReadOnlySpan<byte> bytes, FieldSchema field, ProtoWriter output)
    {
        if (field.Message is not null)
        {
            var mark = output.BeginMessage(field.Number);
            Trim(bytes, field.Message, output);
            output.EndMessage(mark);
        }
        else if (bytes.Length <= MaxTextBytes)
        {
            output.WriteBytes(field.Number, bytes);
        }
        else if (field.Kind == FieldKind.Text)
        {
            var end = MaxTextBytes;
            while (end > 0 && (bytes[end] & 0xC0) == 0x80)
            {
                end--; // never inside a UTF-8 sequence
            }

            output.WriteTag(field.Number, WireType.Bytes);
            output.WriteVarint((ulong)(end + Mark.Length));
            output.WriteRaw(bytes[..end]);
            output.WriteRaw(Mark);
        }
        else if (field.Wire == WireType.Bytes)
        {
            output.WriteBytes(field.Number, bytes[..MaxTextBytes]);
        }
    }
}
