using Aspire.Hosting.Docker.Resources;

namespace Aspire.Hosting.Docker;

/// <summary>A deployment by Docker Compose: one engine, one network, the containers of the model as services. It exists only while publishing.</summary>
/// <param name="name">Name of the resource.</param>
public class DockerComposeEnvironmentResource(string name) : Resource(name), IComputeEnvironmentResource
{
    /// <summary>Name of the network that every service is in; null: <c>aspire</c>.</summary>
    public string? DefaultNetworkName { get; set; }

    /// <summary>Whether Aspire's own dashboard becomes a service, as the official packages make it by default. This engine has none to add.</summary>
    public bool DashboardEnabled { get; set; } = true;

    internal List<Action<ComposeFile>> FileSteps { get; } = [];

    internal List<Action<IDictionary<string, CapturedEnvironmentVariable>>> VariableSteps { get; } = [];

    /// <summary>The variables that the file asks for, by name.</summary>
    internal SortedDictionary<string, CapturedEnvironmentVariable> Variables { get; } = new(StringComparer.Ordinal);
}

/// <summary>A variable that a Compose file asks for.</summary>
public sealed class CapturedEnvironmentVariable
{
    /// <summary>Its name: <c>CONTROL_KEY</c></summary>
    public required string Name { get; init; }

    /// <summary>What it is for, in one line.</summary>
    public string? Description { get; set; }

    /// <summary>The value that is written for it; null: none.</summary>
    public string? DefaultValue { get; set; }

    /// <summary>What asked for it: a parameter, for example.</summary>
    public object? Source { get; set; }

    /// <summary>The resource that it belongs to.</summary>
    public IResource? Resource { get; set; }
}
