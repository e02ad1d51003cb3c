using System.Text.Json;

namespace Aspire.Hosting.Publishing;

/// <summary>Writes a parameter: a question that the deployment asks, or a value that it generates by itself.</summary>
internal static class ManifestParameter
{
    public static void Write(Utf8JsonWriter json, ParameterResource parameter)
    {
        json.WriteString("type", "parameter.v0");
        if (parameter.IsConnectionString)
        {
            json.WriteString("connectionString", parameter.ValueExpression);
        }

        json.WriteString("value", $"{{{parameter.Name}.inputs.value}}");
        json.WriteStartObject("inputs");
        json.WriteStartObject("value");
        json.WriteString("type", "string");
        if (parameter.Secret)
        {
            json.WriteBoolean("secret", true);
        }

        WriteDefault(json, parameter.Default);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteDefault(Utf8JsonWriter json, ParameterDefault? value)
    {
        if (value is GenerateParameterDefault generate)
        {
            json.WriteStartObject("default");
            WriteGenerate(json, generate);
            json.WriteEndObject();
        }
        else if (value is ConstantParameterDefault { IsPublished: true } constant)
        {
            json.WriteStartObject("default");
            json.WriteString("value", constant.GetDefaultValue());
            json.WriteEndObject();
        }
    }

    /// <summary>What the schema takes as given (every kind of character is allowed, none is required) is left out.</summary>
    private static void WriteGenerate(Utf8JsonWriter json, GenerateParameterDefault generate)
    {
        json.WriteStartObject("generate");
        json.WriteNumber("minLength", generate.MinLength);
        (string Name, bool Allowed)[] kinds =
            [("lower", generate.Lower), ("upper", generate.Upper), ("numeric", generate.Numeric), ("special", generate.Special)];
        foreach (var kind in kinds.Where(k => !k.Allowed))
        {
            json.WriteBoolean(kind.Name, false);
        }

        (string Name, int Count)[] minima =
        [
            ("minLower", generate.MinLower), ("minUpper", generate.MinUpper), ("minNumeric", generate.MinNumeric), ("minSpecial", generate.MinSpecial),
        ];
        foreach (var minimum in minima.Where(m => m.Count > 0))
        {
            json.WriteNumber(minimum.Name, minimum.Count);
        }

        json.WriteEndObject();
    }
}
