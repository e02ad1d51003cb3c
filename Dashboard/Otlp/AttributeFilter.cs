using System.Globalization;
using System.Text;

namespace Belfry.Dashboard.Otlp;

/// <summary>A condition on one attribute, written <c>key op value</c>: <c>http.route = /api/lists</c>, <c>http.status_code &gt;= 500</c>, <c>user ~ ann</c>, <c>error !=</c>.</summary>
internal sealed class AttributeFilter
{
    /// <summary>Longest first, so that "!=" is not read as "=".</summary>
    private static readonly string[] Operators = ["!=", ">=", "<=", "!~", "=", "~", ">", "<"];

    private readonly byte[] _key;
    private readonly string _operator;
    private readonly string _value;
    private readonly byte[] _valueUtf8;
    private readonly bool _isAscii;

    private AttributeFilter(string key, string op, string value)
    {
        (_key, _operator, _value) = (Encoding.UTF8.GetBytes(key), op, value);
        (_valueUtf8, _isAscii) = (Encoding.UTF8.GetBytes(value), Ascii.IsValid(value));
    }

    /// <summary>Null when the text holds no operator or no key.</summary>
    private static AttributeFilter? TryParse(string text)
    {
        for (var at = 1; at < text.Length; at++)
        {
            var op = Array.Find(Operators, candidate => text.AsSpan(at).StartsWith(candidate));
            if (op is not null)
            {
                var key = text[..at].Trim();
                return key.Length == 0 ? null : new AttributeFilter(key, op, text[(at + op.Length)..].Trim());
            }
        }

        return null;
    }

    /// <summary>Every <c>filter=</c> of a query string. The fault names the first that is no condition.</summary>
    public static List<AttributeFilter> ReadAll(IQueryCollection query, out string? fault)
    {
        fault = null;
        var filters = new List<AttributeFilter>();
        foreach (var text in query["filter"])
        {
            if (TryParse(text ?? "") is { } filter)
            {
                filters.Add(filter);
            }
            else
            {
                fault ??= $"\"{text}\" is not a filter. Write an attribute, an operator and a value, such as: http.route = /api/lists";
            }
        }

        return filters;
    }

    /// <summary>Looks in the record's own attributes first, then in those of what sent it.</summary>
    public bool Matches(ReadOnlySpan<byte> record, int attributesField, TelemetrySource source)
    {
        if (!AttributeReader.TryFind(record, attributesField, _key, out var value) && !AttributeReader.TryFind(source.Encoded, 1, _key, out value))
        {
            return _operator switch { "!=" => _value.Length > 0, "!~" => true, _ => false };
        }

        // Nearly always text compared with text: decided on the bytes, because this runs for every record kept.
        if (_isAscii && _operator is ("=" or "!=") && AttributeReader.TryText(value, out var utf8))
        {
            return Ascii.EqualsIgnoreCase(utf8, _valueUtf8) == (_operator == "=");
        }

        var actual = AttributeReader.View("", value).Value;
        return _operator switch
        {
            "=" => string.Equals(actual, _value, StringComparison.OrdinalIgnoreCase),
            "!=" => !string.Equals(actual, _value, StringComparison.OrdinalIgnoreCase),
            "~" => actual.Contains(_value, StringComparison.OrdinalIgnoreCase),
            "!~" => !actual.Contains(_value, StringComparison.OrdinalIgnoreCase),
            _ => Compare(actual),
        };
    }

    private bool Compare(string actual)
    {
        if (!double.TryParse(actual, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
            || !double.TryParse(_value, NumberStyles.Float, CultureInfo.InvariantCulture, out var right))
        {
            return false;
        }

        return _operator switch { ">" => left > right, ">=" => left >= right, "<" => left < right, _ => left <= right };
    }
}
