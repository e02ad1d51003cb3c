using System.Text;
using System.Text.Json;

namespace Belfry.Dashboard.Otlp.Wire;

/// <summary>Writes a protobuf message that passed <see cref="WireCheck"/> as OTLP/JSON.</summary>
internal static class OtlpJsonWriter
{
    public static void WriteMessage(ReadOnlySpan<byte> message, MessageSchema schema, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        WriteFields(message, schema, json);
        json.WriteEndObject();
    }

    /// <summary>The fields of a message, for a caller that adds fields of its own to the object.</summary>
    public static void WriteFields(ReadOnlySpan<byte> message, MessageSchema schema, Utf8JsonWriter json)
    {
        // In schema order, each repeated field gathered into one array: the wire may interleave them.
        foreach (var field in schema.Fields)
        {
            WriteField(message, field, json);
        }
    }

    private static void WriteField(ReadOnlySpan<byte> message, FieldSchema field, Utf8JsonWriter json)
    {
        var started = false;
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var number, out var wire))
        {
            if (number != field.Number)
            {
                reader.Skip(wire);
                continue;
            }

            if (!started)
            {
                json.WritePropertyName(field.JsonNameUtf8);
                started = true;
                if (field.Repeated)
                {
                    json.WriteStartArray();
                }
            }

            WriteValue(ref reader, wire, field, json);
            if (!field.Repeated)
            {
                return;
            }
        }

        if (started)
        {
            json.WriteEndArray();
        }
    }

    private static void WriteValue(ref ProtoReader reader, WireType wire, FieldSchema field, Utf8JsonWriter json)
    {
        if (wire != WireType.Bytes)
        {
            WriteNumber(ref reader, field.Kind, json);
            return;
        }

        var bytes = reader.ReadBytes();
        switch (field.Kind)
        {
            case FieldKind.Message:
                WriteMessage(bytes, field.Message!, json);
                break;
            case FieldKind.Text:
                json.WriteStringValue(Encoding.UTF8.GetString(bytes));
                break;
            case FieldKind.Hex:
                json.WriteStringValue(Convert.ToHexStringLower(bytes));
                break;
            case FieldKind.Base64:
                json.WriteBase64StringValue(bytes);
                break;
            default:
                var packed = new ProtoReader(bytes);
                while (packed.Position < bytes.Length)
                {
                    WriteNumber(ref packed, field.Kind, json);
                }

                break;
        }
    }

    private static void WriteNumber(ref ProtoReader reader, FieldKind kind, Utf8JsonWriter json)
    {
        switch (kind)
        {
            case FieldKind.Bool:
                json.WriteBooleanValue(reader.ReadVarint() != 0);
                break;
            case FieldKind.Number:
                json.WriteNumberValue((int)reader.ReadVarint());
                break;
            case FieldKind.ZigZag:
                var zigzag = (uint)reader.ReadVarint();
                json.WriteNumberValue((int)(zigzag >> 1) ^ -(int)(zigzag & 1));
                break;
            case FieldKind.Fixed32:
                json.WriteNumberValue(reader.ReadFixed32());
                break;
            case FieldKind.Long:
                json.WriteStringValue(((long)reader.ReadVarint()).ToString());
                break;
            case FieldKind.UnsignedLong:
                json.WriteStringValue(reader.ReadVarint().ToString());
                break;
            case FieldKind.Fixed64:
                json.WriteStringValue(reader.ReadFixed64().ToString());
                break;
            case FieldKind.SFixed64:
                json.WriteStringValue(((long)reader.ReadFixed64()).ToString());
                break;
            case FieldKind.Real:
                WriteDouble(BitConverter.UInt64BitsToDouble(reader.ReadFixed64()), json);
                break;
            default:
                throw new InvalidOperationException($"{kind} is not a number.");
        }
    }

    public static void WriteDouble(double value, Utf8JsonWriter json)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            // JSON has no such numbers; OTLP/JSON spells them as strings.
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
