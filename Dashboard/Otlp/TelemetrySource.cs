namespace Belfry.Dashboard.Otlp;

/// <summary>What sent a record: the OTLP resource, by its service name and instance.</summary>
internal sealed class TelemetrySource(string name, string? instanceId, byte[] encoded)
{
    public string Name { get; } = name;

    public string? InstanceId { get; } = instanceId;

    /// <summary>Name and instance, which tells replicas apart: <c>api-7f3c</c>.</summary>
    public string FullName { get; } = instanceId is null ? name : $"{name}-{instanceId}";

    /// <summary>Whether one of the names is its own, alone (<c>api</c>) or with its instance (<c>api-7f3c</c>). No names mean everybody.</summary>
    public bool IsOneOf(IReadOnlyList<string> names)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (Name.Equals(names[i], StringComparison.OrdinalIgnoreCase) || FullName.Equals(names[i], StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return names.Count == 0;
    }

    /// <summary>The resource message as it came, for details and export.</summary>
    public byte[] Encoded { get; } = encoded;

    public static TelemetrySource Decode(ReadOnlySpan<byte> resource)
    {
        var name = AttributeReader.FindText(resource, attributesField: 1, "service.name"u8);
        return new TelemetrySource(
            string.IsNullOrWhiteSpace(name) ? "unknown_service" : name, AttributeReader.FindText(resource, 1, "service.instance.id"u8), resource.ToArray());
    }
}

/// <summary>The instrumentation scope of a record: a logger category, a tracer or a meter of one source.</summary>
internal sealed class TelemetryScope(TelemetrySource source, string name, string version, byte[] encoded)
{
    public TelemetrySource Source { get; } = source;

    public string Name { get; } = name;

    public string Version { get; } = version;

    public byte[] Encoded { get; } = encoded;

    public static TelemetryScope Decode(TelemetrySource source, ReadOnlySpan<byte> scope) =>
        new(source, AttributeReader.Field(scope, 1), AttributeReader.Field(scope, 2), scope.ToArray());
}
