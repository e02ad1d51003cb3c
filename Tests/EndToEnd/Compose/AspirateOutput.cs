using System.Text.Json;
using System.Text.RegularExpressions;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>
/// What <c>aspirate generate --output-format compose</c> makes of the committed manifest, in the form that aspirate 9 writes (prom3theu5/aspirational-manifests,
/// <c>GenerateDockerComposeManifestAction</c>): the tool is in no registry that tests reach. Every port is published on every address, secrets are in the environment,
/// a container that is built has no image, and of an endpoint that is not called http the address has no scheme. Published are 10000 and on for projects, the target
/// port for containers; here the free ports that a test found.
/// </summary>
internal static partial class AspirateOutput
{
    /// <summary>What every generated parameter has in it.</summary>
    public const string Secret = "made-by-aspirate";

    /// <param name="ports">Published port by service and binding: <c>api.http</c></param>
    /// <returns>A Compose file. JSON, which is YAML too.</returns>
    public static string Write(IReadOnlyDictionary<string, int> ports)
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(RepositoryRoot.Path, "AppHost/aspire-manifest.json")));
        var resources = manifest.RootElement.GetProperty("resources");
        var services = resources.EnumerateObject().Where(resource => resource.Value.GetProperty("type").GetString() is "project.v0" or "container.v1").ToList();
        return JsonSerializer.Serialize(new
        {
            services = services.ToDictionary(resource => resource.Name, resource => Service(resource, resources, ports)),
            volumes = services.SelectMany(resource => Volumes(resource.Value)).ToDictionary(volume => volume.GetProperty("name").GetString()!, _ => new { }),
        });
    }

    private static Dictionary<string, object> Service(JsonProperty resource, JsonElement resources, IReadOnlyDictionary<string, int> ports)
    {
        var service = new Dictionary<string, object>
        {
            ["container_name"] = resource.Name,
            ["restart"] = "unless-stopped",
            ["environment"] = resource.Value.GetProperty("env").EnumerateObject().ToDictionary(variable => variable.Name, variable => Resolve(variable.Value.GetString()!, resources)),
            ["ports"] = resource.Value.GetProperty("bindings").EnumerateObject()
                .Select(binding => new { target = binding.Value.GetProperty("targetPort"), published = ports[$"{resource.Name}.{binding.Name}"] }).ToArray(),
        };
        if (resource.Value.GetProperty("type").GetString() == "project.v0")
        {
            service["image"] = $"{resource.Name}:latest";
        }
        else
        {
            service["volumes"] = Volumes(resource.Value).Select(volume => $"{volume.GetProperty("name")}:{volume.GetProperty("target")}").ToArray();
        }

        return service;
    }

    private static JsonElement[] Volumes(JsonElement resource) => resource.TryGetProperty("volumes", out var volumes) ? [.. volumes.EnumerateArray()] : [];

    private static string Resolve(string text, JsonElement resources) => Placeholder().Replace(text, match =>
    {
        var (name, path) = (match.Groups[1].Value, match.Groups[2].Value.Split('.'));
        var resource = resources.GetProperty(name);
        if (path is ["bindings", var binding, var property])
        {
            var port = resource.GetProperty("bindings").GetProperty(binding).GetProperty("targetPort");
            return property switch { "host" => name, "targetPort" => $"{port}", _ => $"{(binding == "http" ? "http://" : "")}{name}:{port}" };
        }

        return path is ["connectionString"] ? Resolve(resource.GetProperty("connectionString").GetString()!, resources) : $"{Secret}-{name}";
    });

    [GeneratedRegex("{([a-z-]+)\\.([\\w.]+)}", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}
