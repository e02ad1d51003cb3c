using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace Aspire.Hosting.Docker.Resources;

/// <summary>A Compose file. What is null or empty is not written.</summary>
public sealed class ComposeFile
{
    /// <summary>More than a .NET service under load has threads; less than a fork bomb wants.</summary>
    private const int MaxProcesses = 256;

    /// <summary>Name of the project; null: that of the folder.</summary>
    public string? Name { get; set; }

    /// <summary>Version of the format, which only old tools ask for.</summary>
    public string? Version { get; set; }

    /// <summary>The services by name.</summary>
    public Dictionary<string, Service> Services { get; set; } = [];

    /// <summary>The networks by name.</summary>
    public Dictionary<string, Network> Networks { get; set; } = [];

    /// <summary>The volumes by name.</summary>
    public Dictionary<string, Volume> Volumes { get; set; } = [];

    /// <summary>The secrets by name.</summary>
    public Dictionary<string, Secret> Secrets { get; set; } = [];

    /// <summary>The configuration files by name.</summary>
    public Dictionary<string, Config> Configs { get; set; } = [];

    /// <summary>Adds a service, or puts it in the place of the one with its name. One without a limit of processes gets it here.</summary>
    public ComposeFile AddService(Service service)
    {
        service.PidsLimit ??= MaxProcesses;
        Services[service.Name] = service;
        return this;
    }

    /// <summary>Adds a network, or puts it in the place of the one with its name.</summary>
    public ComposeFile AddNetwork(Network network)
    {
        Networks[network.Name] = network;
        return this;
    }

    /// <summary>Adds a volume, or puts it in the place of the one with its name.</summary>
    public ComposeFile AddVolume(Volume volume)
    {
        Volumes[volume.Name] = volume;
        return this;
    }

    /// <summary>Adds a configuration file, or puts it in the place of the one with its name.</summary>
    public ComposeFile AddConfig(Config config)
    {
        Configs[config.Name] = config;
        return this;
    }

    /// <summary>The file as YAML, every text quoted. The same file gives the same bytes every time.</summary>
    public string ToYaml(string lineEndings = "\n")
    {
        foreach (var service in Services.Values)
        {
            service.GatherBounds();
        }

        return ComposeYaml.Write(this, lineEndings);
    }
}
