using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace Belfry.AppHost.Deployment;

/// <summary>What every service of the deployment has in common: no rights that it does not need, and a bound on everything it may take.</summary>
internal static class HardenedService
{
    /// <summary>What a setting's name ends with when its value is the path of a file with the value.</summary>
    public const string FileSuffix = "_FILE";

    /// <summary>The only folder in a container that anything but a volume can be written to.</summary>
    public const string Tmpfs = "/tmp:size=64m,mode=1777";

    private const string Version = "${VERSION:-latest}";
    private const string Revision = "${REVISION:-unknown}";

    /// <summary>Publishes a resource as a service whose image is built from this repository.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="context">What the build may copy from, as seen from the folder of the Compose file.</param>
    /// <param name="dockerfile">The Dockerfile, as seen from there.</param>
    /// <param name="health">The image's own program that ends with 0 when the service is ready, and with <c>--watch</c> when that changes.</param>
    /// <param name="memory">How much memory it may take: <c>256M</c></param>
    /// <param name="grace">How long a stop may take: <c>30s</c></param>
    public static IResourceBuilder<T> AsHardenedService<T>(
        this IResourceBuilder<T> builder, string context, string dockerfile, string[] health, string memory, string grace) where T : IComputeResource =>
        builder.PublishAsDockerComposeService((_, service) =>
        {
            service.Image = $"${{REGISTRY:-}}belfry-{service.Name}:{Version}";
            service.Build = new() { Context = context, Dockerfile = dockerfile, Args = { ["VERSION"] = Version, ["REVISION"] = Revision } };
            service.Labels["org.opencontainers.image.version"] = Version;
            service.Labels["org.opencontainers.image.revision"] = Revision;
            service.Tmpfs.Add(Tmpfs);
            service.Restart = "unless-stopped";
            // Why so often, and what it watches for: docs/decisions/0008-images-and-compose.md.
            service.Healthcheck = new() { Test = ["CMD", .. health, "--watch"], Interval = "500ms", Timeout = "660s", StartPeriod = "60s", Retries = 3 };
            Harden(service, memory, grace);
            foreach (var dependency in service.DependsOn.Values)
            {
                // Every service has a health check.
                dependency.Condition = "service_healthy";
            }
        });

    /// <summary>Takes every right from a service, and bounds it.</summary>
    public static void Harden(Service service, string memory, string grace)
    {
        service.User = "1654:1654";
        service.ReadOnly = true;
        service.CapDrop.Add("ALL");
        service.SecurityOpt.Add("no-new-privileges:true");
        service.Init = true;
        service.StopGracePeriod = grace;
        service.Deploy = new() { Resources = new() { Limits = new() { Cpus = "1.0", Memory = memory } } };
        service.Logging = new() { Driver = "json-file", Options = { ["max-size"] = "10m", ["max-file"] = "5" } };
    }

    /// <summary>Gives a setting as a file, which does not show in the environment of the container.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="setting">The variable that the model sets: <c>Control__Key</c>. The service reads <c>Control__Key_FILE</c>.</param>
    /// <param name="secret">Name of the secret, and of its file.</param>
    public static IResourceBuilder<T> WithSecretFile<T>(this IResourceBuilder<T> builder, string setting, string secret) where T : IComputeResource =>
        builder.PublishAsDockerComposeService((_, service) =>
        {
            service.Environment.Remove(setting);
        }).WithSecretPath(setting + FileSuffix, secret);

    /// <summary>Gives a secret as a file to a service whose setting is the path of one.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="setting">The variable with the path: <c>Backup__KeyFile</c></param>
    /// <param name="secret">Name of the secret, and of its file.</param>
    public static IResourceBuilder<T> WithSecretPath<T>(this IResourceBuilder<T> builder, string setting, string secret) where T : IComputeResource =>
        builder.PublishAsDockerComposeService((_, service) =>
        {
            service.Environment[setting] = $"/run/secrets/{secret}";
            service.Secrets.Add(new SecretReference { Source = secret, Target = secret });
        });

    /// <summary>Mounts a volume that only this service has.</summary>
    public static IResourceBuilder<T> WithOwnVolume<T>(this IResourceBuilder<T> builder, string name) where T : IComputeResource =>
        builder.WithAnnotation(new ContainerMountAnnotation(name, $"/{name}", ContainerMountType.Volume, isReadOnly: false));
}
