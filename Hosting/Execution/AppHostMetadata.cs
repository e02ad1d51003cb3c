using System.Reflection;

namespace Aspire.Hosting.Execution;

/// <summary>What the build wrote into the AppHost's assembly.</summary>
internal sealed class AppHostMetadata
{
    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);

    public AppHostMetadata(Assembly? assembly)
    {
        Assembly = assembly;
        foreach (var value in assembly?.GetCustomAttributes<AssemblyMetadataAttribute>() ?? [])
        {
            _values[value.Key] = value.Value ?? "";
        }
    }

    public Assembly? Assembly { get; }

    public string? ProjectDirectory => _values.GetValueOrDefault("apphostprojectpath");

    public string? Dashboard => _values.GetValueOrDefault("aspiredashboardpath");

    public string? OutputOf(string projectPath) => _values.GetValueOrDefault($"aspireprojectoutput:{projectPath}");
}
