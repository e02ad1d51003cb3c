using System.Text.Json.Nodes;

namespace Belfry.Tests.Api;

/// <summary>Bodies made from a schema of the API's document: one that fits, and many that do not, or only just.</summary>
internal sealed class BadBodies(JsonNode document)
{
    private static readonly string[] Texts =
    [
        "", " ", "\ud800", "a\u0000b", "\u202ereversed", "e\u0301\u0323", "👩‍👩‍👧‍👦", "'; drop table lists; --", "<script>alert(1)</script>", "../../etc/passwd",
        "javascript:alert(1)", "%00", new('x', 100_000),
    ];

    private static readonly string[] Whole = ["", " ", "null", "[]", "1", "\"x\"", "true", "{", "{\"", "{}x", "\u0000", "[[[", new('[', 5000), "{\"a\":" + new string('9', 4000) + "}"];

    /// <returns>Bodies, and whether each must be refused; the others may be accepted.</returns>
    public IEnumerable<(string Json, bool MustFail)> Of(JsonObject schema)
    {
        foreach (var text in Whole)
        {
            yield return (text, true);
        }

        var (fitting, resolved) = (Fitting(schema).AsObject(), Resolve(schema));
        yield return (fitting.ToJsonString(), false);
        yield return (fitting.ToJsonString()[..^1], true);
        foreach (var name in (resolved["required"]?.AsArray() ?? []).Select(one => (string)one!))
        {
            yield return (With(fitting, name, null, remove: true), true);
        }

        foreach (var (name, property) in resolved["properties"]!.AsObject())
        {
            var types = TypesOf(Resolve(property!.AsObject()));
            foreach (var (type, value) in Values())
            {
                yield return (With(fitting, name, value), types.Count > 0 && !types.Contains(type) && !(type == "integer" && types.Contains("number")));
            }

            // Numbers that no integer holds, and half characters, which no writer of JSON writes.
            foreach (var raw in (string[])["1e400", "-0.0", "99999999999999999999", "\"\\ud800\"", "\"\\udc00\\ud800\"", "{\"\\u0000\":1}"])
            {
                yield return (With(fitting, name, "RAW").Replace("\"RAW\"", raw, StringComparison.Ordinal), false);
            }
        }
    }

    private static IEnumerable<(string Type, JsonNode? Value)> Values()
    {
        yield return ("null", null);
        yield return ("boolean", true);
        yield return ("integer", -1);
        yield return ("integer", int.MaxValue);
        yield return ("number", 1.5);
        yield return ("array", new JsonArray(null, 1, "x"));
        yield return ("object", new JsonObject { ["x"] = 1 });
        foreach (var text in Texts)
        {
            yield return ("string", text);
        }
    }

    private static string With(JsonObject body, string name, JsonNode? value, bool remove = false)
    {
        var changed = body.DeepClone().AsObject();
        changed[name] = value;
        if (remove)
        {
            changed.Remove(name);
        }

        return changed.ToJsonString();
    }

    /// <summary>An enumeration is a text.</summary>
    private static List<string> TypesOf(JsonObject schema) => schema["type"] switch
    {
        JsonArray several => [.. several.Select(type => (string)type!)],
        JsonNode one => [(string)one!],
        null when schema["enum"] is JsonArray names => ["string", .. names.Contains(null) ? (string[])["null"] : []],
        null => [],
    };

    private JsonObject Resolve(JsonObject schema) => (string?)schema["$ref"] is { } reference
        ? document["components"]!["schemas"]![reference.Split('/')[^1]]!.AsObject()
        : schema;

    private JsonNode Fitting(JsonObject given)
    {
        var schema = Resolve(given);
        if (schema["enum"] is JsonArray names)
        {
            return names[0]!.DeepClone();
        }

        var type = TypesOf(schema).Find(one => one != "null");
        return (type, (string?)schema["format"]) switch
        {
            ("object", _) => new JsonObject((schema["properties"]?.AsObject() ?? []).Where(property => IsRequired(schema, property.Key))
                .Select(property => KeyValuePair.Create<string, JsonNode?>(property.Key, Fitting(property.Value!.AsObject())))),
            ("array", _) => new JsonArray(Fitting(schema["items"]!.AsObject())),
            ("integer", _) => (int?)schema["minimum"] ?? 1,
            ("number", _) => 1,
            ("boolean", _) => false,
            (_, "uuid") => Guid.NewGuid().ToString(),
            (_, "date-time") => "2040-01-01T00:00:00Z",
            _ => "a text that is long",
        };
    }

    private static bool IsRequired(JsonObject schema, string name) => schema["required"]?.AsArray().Any(one => (string)one! == name) == true;
}
