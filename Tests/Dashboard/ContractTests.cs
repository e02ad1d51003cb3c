using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using Belfry.Dashboard;
using Belfry.Tests.Support;

namespace Belfry.Tests.Dashboard;

/// <summary>The pages' own description of the API's bodies, <c>Dashboard/ui/src/api/types.ts</c>, against what the server writes.</summary>
public sealed partial class ContractTests
{
    [Fact]
    public void TypesFile_EveryInterface_HasTheFieldsThatTheServerWrites()
    {
        var interfaces = Interfaces();
        var written = Written();
        Assert.InRange(interfaces.Count, 30, 100); // so that a file that is not understood is no silent success

        foreach (var (name, fields) in interfaces)
        {
            Assert.True(written.TryGetValue(name, out var properties), $"types.ts has {name}, which the server does not write.");
            Assert.True(fields.SequenceEqual(properties), $"{name} in types.ts has {string.Join(" ", fields)}; the server writes {string.Join(" ", properties)}.");
        }
    }

    /// <summary>By name: the fields in order of the alphabet, with a question mark where null is possible.</summary>
    private static Dictionary<string, List<string>> Interfaces()
    {
        var text = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "Dashboard", "ui", "src", "api", "types.ts"));
        return Interface().Matches(text).ToDictionary(
            match => match.Groups["name"].Value,
            match => match.Groups["body"].Value.Split([';', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
                .Select(field => field[..field.IndexOf(':', StringComparison.Ordinal)] + (field.EndsWith("| null", StringComparison.Ordinal) ? "?" : ""))
                .Order(StringComparer.Ordinal).ToList());
    }

    private static Dictionary<string, List<string>> Written()
    {
        var found = new Dictionary<string, List<string>>();
        var waiting = new Queue<Type>(typeof(DashboardJson).GetProperties()
            .Where(property => typeof(JsonTypeInfo).IsAssignableFrom(property.PropertyType)).Select(property => ((JsonTypeInfo)property.GetValue(DashboardJson.Default)!).Type));
        var seen = new HashSet<Type>();
        while (waiting.TryDequeue(out var type))
        {
            if (!seen.Add(type) || DashboardJson.Default.GetTypeInfo(type) is not { } info)
            {
                continue;
            }

            if (info.ElementType is { } element)
            {
                waiting.Enqueue(element);
            }

            if (info.Kind == JsonTypeInfoKind.Object)
            {
                // The first of a name wins: several types of one name in different rooms would be one too many anyway.
                found.TryAdd(type.Name, [.. info.Properties.Where(property => property.Get is not null)
                    .Select(property => property.Name + (IsNullable(property) ? "?" : "")).Order(StringComparer.Ordinal)]);
                foreach (var property in info.Properties)
                {
                    waiting.Enqueue(property.PropertyType);
                }
            }
        }

        return found;
    }

    private static bool IsNullable(JsonPropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : property.IsGetNullable;

    [GeneratedRegex(@"export interface (?<name>\w+) \{(?<body>[^}]*)\}")]
    private static partial Regex Interface();
}
