namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Adds a container whose image is built from a Dockerfile.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="contextPath">The folder that the build may copy from, relative to the AppHost.</param>
    /// <param name="dockerfilePath">The Dockerfile, relative to that folder; <c>Dockerfile</c> by default.</param>
    /// <param name="stage">The stage to build; the last one by default.</param>
    public static IResourceBuilder<ContainerResource> AddDockerfile(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string contextPath,
        string? dockerfilePath = null,
        string? stage = null) => builder.AddResource(new ContainerResource(name)).WithDockerfile(contextPath, dockerfilePath, stage);

    /// <summary>Adds a container whose Dockerfile is made when it is needed.</summary>
    public static IResourceBuilder<ContainerResource> AddDockerfileFactory(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string contextPath,
        Func<DockerfileFactoryContext, string> dockerfileFactory,
        string? stage = null) =>
        builder.AddResource(new ContainerResource(name)).WithDockerfileFactory(contextPath, dockerfileFactory, stage);

    /// <inheritdoc cref="AddDockerfileFactory(IDistributedApplicationBuilder, string, string, Func{DockerfileFactoryContext, string}, string?)"/>
    public static IResourceBuilder<ContainerResource> AddDockerfileFactory(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string contextPath,
        Func<DockerfileFactoryContext, Task<string>> dockerfileFactory,
        string? stage = null) =>
        builder.AddResource(new ContainerResource(name)).WithDockerfileFactory(contextPath, dockerfileFactory, stage);

    /// <summary>Builds the image of a container from a Dockerfile; parameters as for <see cref="AddDockerfile"/>.</summary>
    public static IResourceBuilder<T> WithDockerfile<T>(
        this IResourceBuilder<T> builder,
        string contextPath,
        string? dockerfilePath = null,
        string? stage = null) where T : ContainerResource
    {
        var context = builder.ContextFolder(contextPath);
        return builder.WithBuild(new(context, Path.GetFullPath(dockerfilePath ?? "Dockerfile", context), stage));
    }

    /// <summary>Builds the image of a container from a Dockerfile that is made when it is needed.</summary>
    public static IResourceBuilder<T> WithDockerfileFactory<T>(
        this IResourceBuilder<T> builder,
        string contextPath,
        Func<DockerfileFactoryContext, string> dockerfileFactory,
        string? stage = null) where T : ContainerResource =>
        builder.WithDockerfileFactory(contextPath, context => Task.FromResult(dockerfileFactory(context)), stage);

    /// <inheritdoc cref="WithDockerfileFactory{T}(IResourceBuilder{T}, string, Func{DockerfileFactoryContext, string}, string?)"/>
    public static IResourceBuilder<T> WithDockerfileFactory<T>(
        this IResourceBuilder<T> builder,
        string contextPath,
        Func<DockerfileFactoryContext, Task<string>> dockerfileFactory,
        string? stage = null) where T : ContainerResource
    {
        var file = Path.Combine(Path.GetTempPath(), $"{builder.Resource.Name}-{Guid.NewGuid():N}.Dockerfile");
        return builder.WithBuild(new(builder.ContextFolder(contextPath), file, stage) { DockerfileFactory = dockerfileFactory });
    }

    /// <summary>Gives the build an argument: a text, a value known at start, or null for the engine's own environment variable of that name.</summary>
    /// <exception cref="DistributedApplicationException">The image is not built from a Dockerfile.</exception>
    public static IResourceBuilder<T> WithBuildArg<T>(this IResourceBuilder<T> builder, string name, object? value) where T : ContainerResource
    {
        builder.Resource.Build(nameof(WithBuildArg)).BuildArguments[name] = value;
        return builder;
    }

    /// <summary>Gives the build a parameter's value as an argument.</summary>
    /// <exception cref="DistributedApplicationException">The parameter is secret: arguments can be read from the image.</exception>
    public static IResourceBuilder<T> WithBuildArg<T>(
        this IResourceBuilder<T> builder,
        string name,
        IResourceBuilder<ParameterResource> value) where T : ContainerResource => value.Resource.Secret
        ? throw DistributedApplicationException.Of(
            $"The secret parameter '{value.Resource.Name}' cannot be the build argument '{name}' of '{builder.Resource.Name}'.",
            "Build arguments can be read from the image.",
            $"Use .WithBuildSecret(\"{name}\", ...) and RUN --mount=type=secret,id={name} in the Dockerfile.")
        : builder.WithBuildArg(name, (object)value.Resource);

    /// <summary>Gives the build a parameter's value as a secret: <c>RUN --mount=type=secret,id={name}</c> reads it, and the image does not keep it.</summary>
    /// <exception cref="DistributedApplicationException">The image is not built from a Dockerfile.</exception>
    public static IResourceBuilder<T> WithBuildSecret<T>(
        this IResourceBuilder<T> builder,
        string name,
        IResourceBuilder<ParameterResource> value) where T : ContainerResource
    {
        builder.Resource.Build(nameof(WithBuildSecret)).BuildSecrets[name] = value.Resource;
        return builder;
    }

    private static string ContextFolder<T>(this IResourceBuilder<T> builder, string contextPath) where T : ContainerResource =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(contextPath, builder.ApplicationBuilder.AppHostDirectory));

    private static IResourceBuilder<T> WithBuild<T>(this IResourceBuilder<T> builder, DockerfileBuildAnnotation build) where T : ContainerResource
    {
        // One name per Dockerfile: a later build takes the place of the earlier one instead of filling the disk.
        var (name, tag) = (builder.Resource.Name.ToLowerInvariant(), BuiltImage.TagOf(build));
        if (builder.Resource.HasAnnotationOfType<ContainerImageAnnotation>())
        {
            (build.ImageName, build.ImageTag) = (name, tag);
        }
        else
        {
            builder.WithImage(name, tag);
        }

        return builder.WithAnnotation(build, ResourceAnnotationMutationBehavior.Replace);
    }

    private static DockerfileBuildAnnotation Build(this ContainerResource resource, string verb) =>
        resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) ? build : throw DistributedApplicationException.Of(
            $"The image of the container '{resource.Name}' is not built, so {verb} has nothing to act on.",
            "Only images from a Dockerfile are built.",
            "Call .WithDockerfile(...) before it.");
}
