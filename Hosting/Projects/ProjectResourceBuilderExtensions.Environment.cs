namespace Aspire.Hosting;

public static partial class ProjectResourceBuilderExtensions
{
    /// <summary>A published project does not trust headers that tell who called; by default it does, because a deployment puts a proxy in front.</summary>
    public static IResourceBuilder<ProjectResource> DisableForwardedHeaders(this IResourceBuilder<ProjectResource> builder) =>
        builder.WithAnnotation(new DisableForwardedHeadersAnnotation(), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Leaves endpoints for which the filter is false out of the addresses that the project is told to listen on.</summary>
    public static IResourceBuilder<ProjectResource> WithEndpointsInEnvironment(
        this IResourceBuilder<ProjectResource> builder,
        Func<EndpointAnnotation, bool> filter) => builder.WithAnnotation(new EndpointsInEnvironmentAnnotation(filter));
}

/// <summary>Marks a project that does not trust forwarded headers.</summary>
internal sealed class DisableForwardedHeadersAnnotation : IResourceAnnotation;

/// <summary>Chooses the endpoints that a project is told to listen on.</summary>
internal sealed record EndpointsInEnvironmentAnnotation(Func<EndpointAnnotation, bool> Filter) : IResourceAnnotation;
