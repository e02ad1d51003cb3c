namespace Belfry.Dashboard.Otlp.Wire;

/// <summary>What a field holds; together with the wire type it says how OTLP/JSON spells it.</summary>
internal enum FieldKind
{
    Text,
    /// <summary>Trace and span ids: raw bytes on the wire, lower-case hex in JSON.</summary>
    Hex,
    /// <summary>Raw bytes on the wire, base64 in JSON.</summary>
    Base64,
    Bool,
    /// <summary>A 32-bit number or an enum: a number in JSON.</summary>
    Number,
    ZigZag,
    Fixed32,
    /// <summary>64-bit numbers: decimal strings in JSON, because JavaScript's numbers cannot hold them.</summary>
    Long,
    UnsignedLong,
    Fixed64,
    SFixed64,
    Real,
    Message,
}

/// <summary>One field of a message: its number, its name in JSON and what it holds.</summary>
internal sealed record FieldSchema(int Number, string JsonName, FieldKind Kind, bool Repeated = false, MessageSchema? Message = null)
{
    public byte[] JsonNameUtf8 { get; } = System.Text.Encoding.UTF8.GetBytes(JsonName);

    public WireType Wire { get; } = Kind switch
    {
        FieldKind.Text or FieldKind.Hex or FieldKind.Base64 or FieldKind.Message => WireType.Bytes,
        FieldKind.Fixed64 or FieldKind.SFixed64 or FieldKind.Real => WireType.Fixed64,
        FieldKind.Fixed32 => WireType.Fixed32,
        _ => WireType.Varint,
    };
}

/// <summary>The fields of one OTLP message. Messages that contain themselves (values in values) set their fields afterwards.</summary>
internal sealed class MessageSchema(string name)
{
    private FieldSchema?[] _byNumber = [];

    public string Name { get; } = name;

    public IReadOnlyList<FieldSchema> Fields { get; private set; } = [];

    public MessageSchema With(params FieldSchema[] fields)
    {
        Fields = fields;
        _byNumber = new FieldSchema?[fields.Max(field => field.Number) + 1];
        foreach (var field in fields)
        {
            _byNumber[field.Number] = field;
        }

        return this;
    }

    /// <summary>The field with this number, or null when a newer OTLP has one that is not known here.</summary>
    public FieldSchema? Find(int number) => number < _byNumber.Length ? _byNumber[number] : null;

    public FieldSchema? Find(ref System.Text.Json.Utf8JsonReader propertyName)
    {
        foreach (var field in Fields)
        {
            if (propertyName.ValueTextEquals(field.JsonNameUtf8))
            {
                return field;
            }
        }

        return null;
    }
}
