using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace Aspire.Hosting.Docker.Resources.ServiceNodes;

/// <summary>How an image is built.</summary>
public sealed class Build
{
    /// <summary>The folder that the build may copy from.</summary>
    public string? Context { get; set; }

    /// <summary>Path of the Dockerfile, relative to the context.</summary>
    public string? Dockerfile { get; set; }

    /// <summary>The stage to build; null for the last one.</summary>
    public string? Target { get; set; }

    /// <summary>Build arguments.</summary>
    public Dictionary<string, string> Args { get; set; } = [];

    /// <summary>Labels of the image.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];

    /// <summary>Images to take layers from.</summary>
    public List<string> CacheFrom { get; set; } = [];
}

/// <summary>A volume, or its mount in a service.</summary>
public sealed class Volume : NamedComposeMember
{
    /// <summary>Of a mount: <c>volume</c> or <c>bind</c>.</summary>
    public string? Type { get; set; }

    /// <summary>Of a mount: the path in the container.</summary>
    public string? Target { get; set; }

    /// <summary>Of a mount: the volume's name, or the path on the host.</summary>
    public string? Source { get; set; }

    /// <summary>Of a mount: only to be read.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary>Of a volume: <c>local</c>, for example.</summary>
    public string? Driver { get; set; }

    /// <summary>Of a volume: settings of the driver.</summary>
    public Dictionary<string, string> DriverOpts { get; set; } = [];

    /// <summary>Of a volume: made by somebody else.</summary>
    public bool? External { get; set; }

    /// <summary>Of a volume: labels.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];
}

/// <summary>How the engine asks a container for its health. Times are written <c>10s</c>.</summary>
public sealed class Healthcheck
{
    /// <summary>The program and its arguments, after <c>CMD</c>.</summary>
    public List<string> Test { get; set; } = [];

    /// <summary>The pause between two answers.</summary>
    public required string Interval { get; set; }

    /// <summary>How long an answer may take.</summary>
    public required string Timeout { get; set; }

    /// <summary>How many failures in a row make it unhealthy.</summary>
    public int? Retries { get; set; }

    /// <summary>How long failures do not count after the start.</summary>
    public required string StartPeriod { get; set; }
}

/// <summary>Where output goes.</summary>
public sealed class Logging
{
    /// <summary><c>json-file</c>, for example.</summary>
    public string? Driver { get; set; }

    /// <summary>Settings of the driver.</summary>
    public Dictionary<string, string> Options { get; set; } = [];
}

/// <summary>A secret as a service sees it.</summary>
public sealed class SecretReference
{
    /// <summary>Name of the secret.</summary>
    public string? Source { get; set; }

    /// <summary>Name of the file; null: that of the secret.</summary>
    public string? Target { get; set; }

    /// <summary>Owner, in a swarm.</summary>
    public int? Uid { get; set; }

    /// <summary>Group, in a swarm.</summary>
    public int? Gid { get; set; }

    /// <summary>Permissions, in a swarm.</summary>
    public int? Mode { get; set; }
}

/// <summary>A configuration file as a service sees it.</summary>
public sealed class ConfigReference
{
    /// <summary>Name of the configuration file.</summary>
    public string? Source { get; set; }

    /// <summary>Path in the container.</summary>
    public string? Target { get; set; }

    /// <summary>Owner.</summary>
    public string? Uid { get; set; }

    /// <summary>Group.</summary>
    public string? Gid { get; set; }
}

/// <summary>A limit of processes.</summary>
public sealed class Ulimit
{
    /// <summary>The limit that a process may raise up to the hard one.</summary>
    public int? Soft { get; set; }

    /// <summary>The limit that holds.</summary>
    public int? Hard { get; set; }
}

/// <summary>The addresses of a network.</summary>
public sealed class Ipam
{
    /// <summary><c>default</c>, for example.</summary>
    public string? Driver { get; set; }

    /// <summary>Ranges of addresses: <c>subnet</c>, <c>gateway</c>.</summary>
    public List<Dictionary<string, string>> Config { get; set; } = [];

    /// <summary>Settings of the driver.</summary>
    public Dictionary<string, string> Options { get; set; } = [];
}
