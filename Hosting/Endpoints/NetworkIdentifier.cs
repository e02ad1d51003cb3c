namespace Aspire.Hosting.ApplicationModel;

/// <summary>A network that an address is valid in.</summary>
/// <param name="Value">Its name.</param>
public record NetworkIdentifier(string Value);

/// <summary>The networks of a run.</summary>
public static class KnownNetworkIdentifiers
{
    /// <summary>This machine: processes and the browser.</summary>
    public static readonly NetworkIdentifier LocalhostNetwork = new("localhost");

    /// <summary>The network that the containers of a run share.</summary>
    public static readonly NetworkIdentifier DefaultAspireContainerNetwork = new("aspire-container-network");

    /// <summary>Everywhere.</summary>
    public static readonly NetworkIdentifier PublicInternet = new(".");
}

/// <summary>Host names with a meaning of their own.</summary>
public static class KnownHostNames
{
    /// <summary>This machine, seen from itself.</summary>
    public const string Localhost = "localhost";

    /// <summary>This machine, seen from a container that reaches it through a tunnel. This engine has none.</summary>
    public const string DefaultContainerTunnelHostName = "aspire.dev.internal";

    /// <summary>This machine, seen from a container.</summary>
    public const string DockerDesktopHostBridge = "host.docker.internal";
}
