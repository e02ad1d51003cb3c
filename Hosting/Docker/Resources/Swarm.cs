namespace Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;

/// <summary>How a service is deployed.</summary>
public sealed class Deploy
{
    /// <summary><c>replicated</c> or <c>global</c>.</summary>
    public string? Mode { get; set; }

    /// <summary>How many containers.</summary>
    public int? Replicas { get; set; }

    /// <summary>What it may take of the machine.</summary>
    public Resources? Resources { get; set; }
}

/// <summary>What a service may take of the machine.</summary>
public sealed class Resources
{
    /// <summary>At most.</summary>
    public ResourceSpec? Limits { get; set; }

    /// <summary>In any case.</summary>
    public ResourceSpec? Reservations { get; set; }
}

/// <summary>An amount of the machine.</summary>
public sealed class ResourceSpec
{
    /// <summary>Processors: <c>0.5</c></summary>
    public string? Cpus { get; set; }

    /// <summary>Memory: <c>256M</c></summary>
    public string? Memory { get; set; }
}
