using Aspire.Hosting.Docker;
using Aspire.Hosting.Docker.Resources.ComposeNodes;

namespace Aspire.Hosting;

/// <summary>Changes services of Compose deployments.</summary>
public static class DockerComposeServiceExtensions
{
    /// <summary>Changes the service that a resource becomes. Further calls change it further.</summary>
    public static IResourceBuilder<T> PublishAsDockerComposeService<T>(
        this IResourceBuilder<T> builder,
        Action<DockerComposeServiceResource, Service> configure) where T : IComputeResource =>
        builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? builder.WithAnnotation(new DockerComposeServiceCustomizationAnnotation(configure))
            : builder;

    /// <summary>The variable of a parameter, as a file of Compose refers to it: <c>${CONTROL_KEY}</c></summary>
    public static string AsEnvironmentPlaceholder(this IResourceBuilder<ParameterResource> builder, DockerComposeServiceResource dockerComposeService) =>
        builder.Resource.AsEnvironmentPlaceholder(dockerComposeService);

    /// <inheritdoc cref="AsEnvironmentPlaceholder(IResourceBuilder{ParameterResource}, DockerComposeServiceResource)"/>
    public static string AsEnvironmentPlaceholder(this ParameterResource parameter, DockerComposeServiceResource dockerComposeService) =>
        new ComposeValues(dockerComposeService.Parent).PlaceholderOf(parameter);
}
