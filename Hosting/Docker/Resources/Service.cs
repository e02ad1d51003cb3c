using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes.Swarm;
using YamlDotNet.Serialization;

namespace Aspire.Hosting.Docker.Resources.ComposeNodes;

/// <summary>A service of a Compose file. Texts may hold <c>${NAME}</c>; a dollar sign of their own is written <c>$$</c>.</summary>
public sealed class Service : NamedComposeMember
{
    /// <summary>The image: <c>registry.example/api:1.2</c></summary>
    public string? Image { get; set; }

    /// <summary><c>always</c>, <c>missing</c> or <c>never</c>.</summary>
    public string? PullPolicy { get; set; }

    /// <summary>Name of the container; null: one is made up.</summary>
    public string? ContainerName { get; set; }

    /// <summary>How the image is built.</summary>
    public Build? Build { get; set; }

    /// <summary>Arguments in place of the image's.</summary>
    public List<string> Command { get; set; } = [];

    /// <summary>Program in place of the image's.</summary>
    public List<string> Entrypoint { get; set; } = [];

    /// <summary>Environment variables.</summary>
    public Dictionary<string, string> Environment { get; set; } = [];

    /// <summary>Files with environment variables.</summary>
    public List<string> EnvFile { get; set; } = [];

    /// <summary>The folder that the program starts in.</summary>
    public string? WorkingDir { get; set; }

    /// <summary>Published ports: <c>127.0.0.1:80:8080</c></summary>
    public List<string> Ports { get; set; } = [];

    /// <summary>Ports for other services.</summary>
    public List<string> Expose { get; set; } = [];

    /// <summary>Mounted volumes and folders.</summary>
    public List<Volume> Volumes { get; set; } = [];

    /// <summary>Services that have to be there first, by name.</summary>
    public Dictionary<string, ServiceDependency> DependsOn { get; set; } = [];

    /// <summary>User and group: <c>1654:1654</c></summary>
    public string? User { get; set; }

    /// <summary>Names of networks.</summary>
    public List<string> Networks { get; set; } = [];

    /// <summary><c>no</c>, <c>always</c>, <c>on-failure</c> or <c>unless-stopped</c>.</summary>
    public string? Restart { get; set; }

    /// <summary>Limits, among others.</summary>
    public Deploy? Deploy { get; set; }

    /// <summary>How the engine asks for its health.</summary>
    public Healthcheck? Healthcheck { get; set; }

    /// <summary>Where its output goes.</summary>
    public Logging? Logging { get; set; }

    /// <summary>Labels of the container.</summary>
    public Dictionary<string, string> Labels { get; set; } = [];

    /// <summary>A small first process that reaps others and passes signals on.</summary>
    public bool? Init { get; set; }

    /// <summary>A root file system that nobody can write.</summary>
    public bool? ReadOnly { get; set; }

    /// <summary>All rights of the host. Never wanted.</summary>
    public bool? Privileged { get; set; }

    /// <summary><c>no-new-privileges:true</c></summary>
    public List<string> SecurityOpt { get; set; } = [];

    /// <summary>Capabilities to add.</summary>
    public List<string> CapAdd { get; set; } = [];

    /// <summary>Capabilities to drop: <c>ALL</c>.</summary>
    public List<string> CapDrop { get; set; } = [];

    /// <summary>How many processes and threads at most. Written by this engine for every service; the official packages do not know it.</summary>
    public int? PidsLimit { get; set; }

    /// <summary>Processors at most, from <see cref="Deploy"/> where it says so: <c>0.5</c></summary>
    public string? Cpus { get; private set; }

    /// <summary>Memory at most, from <see cref="Deploy"/> where it says so: <c>256M</c></summary>
    public string? MemLimit { get; private set; }

    /// <summary>Limits of the processes.</summary>
    public Dictionary<string, Ulimit> Ulimits { get; set; } = [];

    /// <summary>Folders in memory: <c>/tmp:size=16m</c></summary>
    public List<string> Tmpfs { get; set; } = [];

    /// <summary>Secrets, seen as files in <c>/run/secrets</c>.</summary>
    public List<SecretReference> Secrets { get; set; } = [];

    /// <summary>Configuration files.</summary>
    public List<ConfigReference> Configs { get; set; } = [];

    /// <summary>How long a stop may take: <c>30s</c></summary>
    public string? StopGracePeriod { get; set; }

    /// <summary>The signal that asks to stop.</summary>
    public string? StopSignal { get; set; }

    /// <summary>Profiles; a service with one starts only when it is asked for.</summary>
    public List<string> Profiles { get; set; } = [];

    /// <summary>Host name.</summary>
    public string? Hostname { get; set; }

    /// <summary>Domain name.</summary>
    [YamlMember(Alias = "domainname", ApplyNamingConventions = false)]
    public string? DomainName { get; set; }

    /// <summary>Further names and addresses.</summary>
    public Dictionary<string, string> ExtraHosts { get; set; } = [];

    /// <summary>Name servers.</summary>
    public List<string> Dns { get; set; } = [];

    /// <summary>Further groups.</summary>
    public List<string> GroupAdd { get; set; } = [];

    /// <summary>Devices of the host.</summary>
    public List<string> Devices { get; set; } = [];

    /// <summary>Settings of the kernel.</summary>
    public Dictionary<string, string> Sysctls { get; set; } = [];

    /// <summary>Size of <c>/dev/shm</c>.</summary>
    public string? ShmSize { get; set; }

    /// <summary>A terminal.</summary>
    public bool? Tty { get; set; }

    /// <summary>An open standard input.</summary>
    public bool? StdinOpen { get; set; }

    /// <summary>Sets an environment variable; null leaves it to the environment of Compose.</summary>
    public Service AddEnvironmentalVariable(string key, string? value)
    {
        Environment[key] = value ?? "";
        return this;
    }

    /// <summary>Mounts a volume.</summary>
    public Service AddVolume(Volume volume)
    {
        Volumes.Add(volume);
        return this;
    }

    /// <summary>Mounts volumes.</summary>
    public Service AddVolumes(IEnumerable<Volume> volumes)
    {
        Volumes.AddRange(volumes);
        return this;
    }

    /// <summary>Adds a configuration file.</summary>
    public Service AddConfig(ConfigReference config)
    {
        Configs.Add(config);
        return this;
    }

    /// <summary>
    /// Puts all bounds in one place, the only one that every Compose understands: version 2 refuses <c>pids_limit</c> beside limits in <c>deploy</c> that have none,
    /// and 1.29 knows none there and obeys the others only when it is told to.
    /// </summary>
    internal void GatherBounds()
    {
        if (Deploy?.Resources is not { Limits: { } limits } resources)
        {
            return;
        }

        (Cpus, MemLimit) = (limits.Cpus, limits.Memory);
        var rest = resources.Reservations is null ? null : new ServiceNodes.Swarm.Resources { Reservations = resources.Reservations };
        Deploy = rest is null && Deploy is { Mode: null, Replicas: null } ? null : new() { Mode = Deploy.Mode, Replicas = Deploy.Replicas, Resources = rest };
    }
}
