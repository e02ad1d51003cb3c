using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Resources;

namespace Aspire.Hosting;

/// <summary>Deployments by Docker Compose: <c>--operation publish --step publish --output-path deploy/compose</c></summary>
public static class DockerComposeEnvironmentExtensions
{
    /// <summary>Adds a deployment by Docker Compose. On a run it does nothing.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> AddDockerComposeEnvironment(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name)
    {
        var environment = new DockerComposeEnvironmentResource(name);
        return builder.ExecutionContext.IsRunMode
            ? builder.CreateResourceBuilder(environment)
            : builder.AddResource(environment).ExcludeFromManifest();
    }

    /// <summary>Sets properties of the deployment.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> WithProperties(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder,
        Action<DockerComposeEnvironmentResource> configure)
    {
        configure(builder.Resource);
        return builder;
    }

    /// <summary>Whether Aspire's own dashboard becomes a service, where the official packages publish.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> WithDashboard(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder,
        bool enabled = true) => builder.WithProperties(environment => environment.DashboardEnabled = enabled);

    /// <summary>Changes the whole file, after every service has been made and changed.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> ConfigureComposeFile(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder,
        Action<ComposeFile> configure) => builder.WithProperties(environment => environment.FileSteps.Add(configure));

    /// <summary>Changes the variables that are written with the file.</summary>
    public static IResourceBuilder<DockerComposeEnvironmentResource> ConfigureEnvFile(
        this IResourceBuilder<DockerComposeEnvironmentResource> builder,
        Action<IDictionary<string, CapturedEnvironmentVariable>> configure) =>
        builder.WithProperties(environment => environment.VariableSteps.Add(configure));
}
