using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Belfry.Dashboard.Otlp.Wire;

/// <summary>
/// Rewrites an OTLP/JSON request as its protobuf form, so that there is one decoder behind both.
/// Follows the OTLP specification: lowerCamelCase names, ids in hex, 64-bit integers as strings or numbers, unknown names ignored.
/// </summary>
internal static class OtlpJsonReader
{
    /// <exception cref="JsonException">The text is not JSON, is nested too deeply, or a value has the wrong type.</exception>
    public static void Convert(ReadOnlySpan<byte> json, MessageSchema schema, ProtoWriter output)
    {
        // Each message costs two JSON levels: its object and, when repeated, its array.
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = 2 * WireCheck.MaxDepth, CommentHandling = JsonCommentHandling.Disallow });
        reader.Read();
        WriteMessage(ref reader, schema, output);
        if (reader.Read())
        {
            throw new JsonException("More text follows the request.");
        }
    }

    private static void WriteMessage(ref Utf8JsonReader reader, MessageSchema schema, ProtoWriter output)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = schema.Find(ref reader);
            reader.Read();
            if (field is null || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
            }
            else if (field.Repeated)
            {
                Expect(ref reader, JsonTokenType.StartArray);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    WriteField(ref reader, field, output);
                }
            }
            else
            {
                WriteField(ref reader, field, output);
            }
        }
    }

    private static void WriteField(ref Utf8JsonReader reader, FieldSchema field, ProtoWriter output)
    {
        switch (field.Kind)
        {
            case FieldKind.Message:
                var mark = output.BeginMessage(field.Number);
                WriteMessage(ref reader, field.Message!, output);
                output.EndMessage(mark);
                break;
            case FieldKind.Text or FieldKind.Hex or FieldKind.Base64:
                WriteText(ref reader, field, output);
                break;
            default:
                output.WriteTag(field.Number, field.Wire);
                WriteNumber(ref reader, field.Kind, output);
                break;
        }
    }

    private static void WriteText(ref Utf8JsonReader reader, FieldSchema field, ProtoWriter output)
    {
        Expect(ref reader, JsonTokenType.String);
        switch (field.Kind)
        {
            case FieldKind.Hex:
                var hex = reader.GetString()!;
                if (hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit))
                {
                    throw new JsonException("An id must be hexadecimal.");
                }

                output.WriteBytes(field.Number, System.Convert.FromHexString(hex));
                break;
            case FieldKind.Base64:
                output.WriteBytes(field.Number, reader.TryGetBytesFromBase64(out var bytes) ? bytes : throw new JsonException("Bytes must be base64."));
                break;
            default:
                var buffer = new byte[reader.ValueSpan.Length];
                output.WriteBytes(field.Number, buffer.AsSpan(0, reader.CopyString(buffer)));
                break;
        }
    }

    private static void WriteNumber(ref Utf8JsonReader reader, FieldKind kind, ProtoWriter output)
    {
        switch (kind)
        {
            case FieldKind.Bool:
                output.WriteVarint(reader.TokenType is JsonTokenType.True or JsonTokenType.False
                    ? reader.GetBoolean() ? 1UL : 0 : throw new JsonException("Expected true or false."));
                break;
            case FieldKind.Real:
                output.WriteFixed64(BitConverter.DoubleToUInt64Bits(ReadDouble(ref reader)));
                break;
            case FieldKind.UnsignedLong:
                output.WriteVarint(ReadUnsigned(ref reader));
                break;
            case FieldKind.Fixed64:
                output.WriteFixed64(ReadUnsigned(ref reader));
                break;
            case FieldKind.SFixed64:
                output.WriteFixed64((ulong)ReadSigned(ref reader));
                break;
            case FieldKind.Fixed32:
                output.WriteFixed32((uint)ReadUnsigned(ref reader));
                break;
            case FieldKind.ZigZag:
                var signed = (int)ReadSigned(ref reader);
                output.WriteVarint((uint)((signed << 1) ^ (signed >> 31)));
                break;
            default:
                output.WriteVarint((ulong)ReadSigned(ref reader));
                break;
        }
    }

    private static double ReadDouble(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.GetDouble(),
        // "NaN", "Infinity" and "-Infinity" come as strings.
        JsonTokenType.String when double.TryParse(reader.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => value,
        _ => throw new JsonException("Expected a number."),
    };

    private static long ReadSigned(ref Utf8JsonReader reader) =>
        Utf8Parser.TryParse(Digits(ref reader), out long value, out var used) && used == reader.ValueSpan.Length
            ? value : throw new JsonException("Expected a whole number.");

    private static ulong ReadUnsigned(ref Utf8JsonReader reader) =>
        Utf8Parser.TryParse(Digits(ref reader), out ulong value, out var used) && used == reader.ValueSpan.Length
            ? value : throw new JsonException("Expected a whole number that is not negative.");

    private static ReadOnlySpan<byte> Digits(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.Number or JsonTokenType.String ? reader.ValueSpan : throw new JsonException("Expected a number.");

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType type)
    {
        if (reader.TokenType != type)
        {
            throw new JsonException($"Expected {type}, found {reader.TokenType}.");
        }
    }
}
