using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Otlp;

/// <summary>One attribute for people: <c>("http.response.status_code", "200", "int")</c>; arrays and maps are JSON text.</summary>
internal sealed record AttributeView(string Key, string Value, string Type);

/// <summary>Reads attributes (repeated KeyValue) out of an encoded message that passed <see cref="WireCheck"/>.</summary>
internal static class AttributeReader
{
    public static string Text(ReadOnlySpan<byte> utf8) => Encoding.UTF8.GetString(utf8);

    /// <summary>A text field of a message; empty when it is not there.</summary>
    public static string Field(ReadOnlySpan<byte> message, int number)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == number && wire == WireType.Bytes)
            {
                return Text(reader.ReadBytes());
            }

            reader.Skip(wire);
        }

        return "";
    }

    public static List<AttributeView> ReadAll(ReadOnlySpan<byte> message, int attributesField)
    {
        var attributes = new List<AttributeView>();
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == attributesField && wire == WireType.Bytes)
            {
                ReadPair(reader.ReadBytes(), out var key, out var value);
                attributes.Add(View(Text(key), value));
            }
            else
            {
                reader.Skip(wire);
            }
        }

        return attributes;
    }

    /// <summary>The value of one attribute as text, or null when the message has no such attribute.</summary>
    public static string? FindText(ReadOnlySpan<byte> message, int attributesField, ReadOnlySpan<byte> key) =>
        TryFind(message, attributesField, key, out var value) ? View("", value).Value : null;

    /// <summary>The value of one attribute as an encoded AnyValue, without decoding it.</summary>
    public static bool TryFind(ReadOnlySpan<byte> message, int attributesField, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> anyValue)
    {
        var reader = new ProtoReader(message);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field != attributesField || wire != WireType.Bytes)
            {
                reader.Skip(wire);
                continue;
            }

            ReadPair(reader.ReadBytes(), out var found, out anyValue);
            if (found.SequenceEqual(key))
            {
                return true;
            }
        }

        anyValue = default;
        return false;
    }

    /// <summary>The UTF-8 bytes of a string value; false for every other type.</summary>
    public static bool TryText(ReadOnlySpan<byte> anyValue, out ReadOnlySpan<byte> utf8)
    {
        var reader = new ProtoReader(anyValue);
        var isText = reader.TryReadTag(out var field, out _) && field == 1;
        utf8 = isText ? reader.ReadBytes() : default;
        return isText;
    }

    /// <summary>An AnyValue on its own, as the body of a log record.</summary>
    public static AttributeView View(string key, ReadOnlySpan<byte> anyValue)
    {
        var reader = new ProtoReader(anyValue);
        if (!reader.TryReadTag(out var field, out _))
        {
            return new AttributeView(key, "", "empty");
        }

        return field switch
        {
            1 => new(key, Text(reader.ReadBytes()), "string"),
            2 => new(key, reader.ReadVarint() != 0 ? "true" : "false", "bool"),
            3 => new(key, ((long)reader.ReadVarint()).ToString(CultureInfo.InvariantCulture), "int"),
            4 => new(key, BitConverter.UInt64BitsToDouble(reader.ReadFixed64()).ToString("R", CultureInfo.InvariantCulture), "double"),
            5 => new(key, Json(anyValue), "array"),
            6 => new(key, Json(anyValue), "map"),
            7 => new(key, Convert.ToBase64String(reader.ReadBytes()), "bytes"),
            _ => new(key, "", "empty"),
        };
    }

    private static void ReadPair(ReadOnlySpan<byte> pair, out ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        key = default;
        value = default;
        var reader = new ProtoReader(pair);
        while (reader.TryReadTag(out var field, out var wire))
        {
            switch (field)
            {
                case 1:
                    key = reader.ReadBytes();
                    break;
                case 2:
                    value = reader.ReadBytes();
                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }
    }

    private static string Json(ReadOnlySpan<byte> anyValue)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            WriteJson(anyValue, json);
        }

        return Text(buffer.WrittenSpan);
    }

    /// <summary>Plain JSON, as a person would write the value (OTLP/JSON would name every value's type).</summary>
    private static void WriteJson(ReadOnlySpan<byte> anyValue, Utf8JsonWriter json)
    {
        var reader = new ProtoReader(anyValue);
        if (!reader.TryReadTag(out var field, out _))
        {
            json.WriteNullValue();
        }
        else if (field == 5)
        {
            json.WriteStartArray();
            WriteElements(reader.ReadBytes(), json, named: false);
            json.WriteEndArray();
        }
        else if (field == 6)
        {
            json.WriteStartObject();
            WriteElements(reader.ReadBytes(), json, named: true);
            json.WriteEndObject();
        }
        else
        {
            var value = View("", anyValue);
            if (value.Type is "int" or "bool")
            {
                json.WriteRawValue(value.Value);
            }
            else
            {
                json.WriteStringValue(value.Value);
            }
        }
    }

    private static void WriteElements(ReadOnlySpan<byte> list, Utf8JsonWriter json, bool named)
    {
        var reader = new ProtoReader(list);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field != 1 || wire != WireType.Bytes)
            {
                reader.Skip(wire);
            }
            else if (named)
            {
                ReadPair(reader.ReadBytes(), out var key, out var value);
                json.WritePropertyName(Text(key)); // as text: raw bytes that are not UTF-8 would throw
                WriteJson(value, json);
            }
            else
            {
                WriteJson(reader.ReadBytes(), json);
            }
        }
    }
}
