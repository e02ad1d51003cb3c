using System.Text.Json;

namespace Aspire.Hosting.Publishing;

/// <summary>Decides which ports a manifest names. A project's are chosen by whoever deploys it; everything else has to say where it listens.</summary>
internal sealed class ManifestPorts
{
    private const int First = 8000;

    private readonly HashSet<int> _used = [];
    private int _next = First;

    public void WriteBindings(Utf8JsonWriter json, IResource resource)
    {
        if (!resource.TryGetEndpoints(out var endpoints))
        {
            return;
        }

        var schemes = new HashSet<string>();
        json.WriteStartObject("bindings");
        foreach (var endpoint in endpoints)
        {
            var isWeb = endpoint.UriScheme is "http" or "https";
            var target = endpoint.TargetPort ?? resource switch
            {
                ContainerResource when endpoint.Port is { } same => same,
                ProjectResource when isWeb && !schemes.Contains(endpoint.UriScheme) => null,
                _ => Take(),
            };
            var open = endpoint.Port ?? (target is null && !isWeb ? Take() : null);
            schemes.Add(endpoint.UriScheme);
            _used.UnionWith(new[] { target, open }.OfType<int>());
            Write(json, endpoint, open == target ? null : open, target);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, EndpointAnnotation endpoint, int? port, int? targetPort)
    {
        json.WriteStartObject(endpoint.Name);
        json.WriteString("scheme", endpoint.UriScheme);
        json.WriteString("protocol", endpoint.Protocol.ToString().ToLowerInvariant());
        json.WriteString("transport", endpoint.Transport);
        if (port is { } open)
        {
            json.WriteNumber("port", open);
        }

        if (targetPort is { } target)
        {
            json.WriteNumber("targetPort", target);
        }

        if (endpoint.IsExternal)
        {
            json.WriteBoolean("external", true);
        }

        json.WriteEndObject();
    }

    private int? Take()
    {
        while (!_used.Add(_next))
        {
            _next++;
        }

        return _next++;
    }
}
