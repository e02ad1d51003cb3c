using Aspire.Hosting.Docker.Resources.ServiceNodes;
using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>Something with a name in a Compose file.</summary>
public abstract class NamedComposeMember
{
    /// <summary>The name, written as the key.</summary>
    [YamlIgnore]
    public required string Name { get; set; }
}

/// <summary>What a service waits for.</summary>
public sealed class ServiceDependency
{
    /// <summary><c>service_started</c>, <c>service_healthy</c> or <c>service_completed_successfully</c>.</summary>
    public string? Condition { get; set; }
}

/// <summary>A network.</summary>
public sealed class Network : NamedComposeMember
{
    /// <summary><c>bridge</c>, for example.</summary>
    public string? Driver { get; set; }

    /// <summary>Settings of the driver.</summary>
    public Dictionary<string, string> DriverOpts { get; set; } = [];

    /// <summary>Without a way out.</summary>
    public bool? Internal { get; set; }

    /// <summary>Made by somebody else.</summary>
    public bool? External { get; set; }

    /// <summary>Open to containers that are started by hand.</summary>
    public bool? Attachable { get; set; }

    /// <summary>For the way in, in a swarm.</summary>
    public bool? Ingress { get; set; }

    /// <summary>Its addresses.</summary>
    public Ipam? Ipam { get; set; }

    /// <summary>Labels.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];
}

/// <summary>A secret, from a file of the host.</summary>
public sealed class Secret
{
    /// <summary>Name where it is kept elsewhere.</summary>
    public string? Name { get; set; }

    /// <summary>Path of the file.</summary>
    public string? File { get; set; }

    /// <summary>Made by somebody else.</summary>
    public bool? External { get; set; }

    /// <summary>Labels.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];
}

/// <summary>A configuration file.</summary>
public sealed class Config : NamedComposeMember
{
    /// <summary>Path of the file on the host.</summary>
    public string? File { get; set; }

    /// <summary>Its text, in place of a file.</summary>
    public string? Content { get; set; }

    /// <summary>Made by somebody else.</summary>
    public bool? External { get; set; }

    /// <summary>Labels.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];
}
