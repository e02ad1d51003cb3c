using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace Belfry.AppHost.Deployment;

/// <summary>
/// For who deploys with aspirate: a file that Compose lays over the one which aspirate makes of the manifest. It brings what a manifest cannot say and aspirate
/// leaves out: shared volumes, health checks, the order of the start, secrets as files, networks, bounds.
/// </summary>
internal static class AspirateOverride
{
    private const string FileName = "compose.override.yaml";

    /// <summary>Writes it into the folder <c>aspirate</c> beside that of the deployment.</summary>
    /// <param name="file">The deployment, complete.</param>
    /// <param name="folder">The deployment's folder.</param>
    public static void Write(ComposeFile file, string folder)
    {
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
        // Nothing is beside a root, so there it lies in it.
        var beside = Path.Combine(Path.GetDirectoryName(place) ?? place, "aspirate");
        Directory.CreateDirectory(beside);
        File.WriteAllText(Path.Combine(beside, FileName), Over(file).ToYaml());
    }

    private static ComposeFile Over(ComposeFile file)
    {
        var over = new ComposeFile { Networks = new(file.Networks), Volumes = file.Volumes, Secrets = file.Secrets };
        foreach (var network in file.Networks.Values.Where(network => network.Internal is not true && network.Name != ComposeDeployment.Edge))
        {
            // Aspirate publishes every port, and no file laid over its own can take one back: they end at this machine.
            over.AddNetwork(new() { Name = network.Name, Driver = network.Driver, DriverOpts = { ["com.docker.network.bridge.host_binding_ipv4"] = "127.0.0.1" } });
        }

        foreach (var service in file.Services.Values)
        {
            // Those with a profile are in no manifest.
            over.AddService(service.Profiles.Count > 0 ? service : Over(service));
        }

        return over;
    }

    private static Service Over(Service service) => new()
    {
        Name = service.Name,
        Image = service.Image,
        Build = service.Build,
        Environment = WithoutSecrets(service.Environment),
        Ports = service.Ports,
        Volumes = service.Volumes,
        DependsOn = service.DependsOn,
        User = service.User,
        Networks = service.Networks,
        Deploy = service.Deploy,
        Healthcheck = service.Healthcheck,
        Logging = service.Logging,
        Labels = service.Labels,
        Init = service.Init,
        ReadOnly = service.ReadOnly,
        SecurityOpt = service.SecurityOpt,
        CapDrop = service.CapDrop,
        Tmpfs = service.Tmpfs,
        Secrets = service.Secrets,
        StopGracePeriod = service.StopGracePeriod,
    };

    /// <summary>Aspirate writes the values of secrets into its file: they are emptied, and the services read those of the files.</summary>
    private static Dictionary<string, string> WithoutSecrets(Dictionary<string, string> environment)
    {
        var without = new Dictionary<string, string>(environment);
        foreach (var name in environment.Keys.Where(name => name.EndsWith(HardenedService.FileSuffix, StringComparison.Ordinal)))
        {
            without[name[..^HardenedService.FileSuffix.Length]] = "";
        }

        return without;
    }
}
