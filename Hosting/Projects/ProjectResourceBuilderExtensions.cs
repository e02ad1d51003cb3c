using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static partial class ProjectResourceBuilderExtensions
{
    // The base images of ASP.NET Core listen on it.
    private const int DefaultPortInImage = 8080;

    /// <summary>Adds a project that the AppHost references: <c>AddProject&lt;Projects.Api&gt;("api")</c>.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, [ResourceName] string name)
        where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject(), new());

    /// <summary>As above, with a launch profile; null ignores the project's launch settings.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string? launchProfileName) where TProject : IProjectMetadata, new() => builder.AddProject(name, new TProject(), Options(launchProfileName));

    /// <summary>As above, with options.</summary>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        Action<ProjectResourceOptions> configure) where TProject : IProjectMetadata, new() =>
        builder.AddProject(name, new TProject(), Options(configure));

    /// <summary>Adds a project by the path of its project file, relative to the AppHost.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string projectPath) => builder.AddProject(name, ProjectAt(builder, projectPath), new());

    /// <summary>As above, with a launch profile; null ignores the project's launch settings.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string projectPath,
        string? launchProfileName) => builder.AddProject(name, ProjectAt(builder, projectPath), Options(launchProfileName));

    /// <summary>As above, with options.</summary>
    public static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string projectPath,
        Action<ProjectResourceOptions> configure) => builder.AddProject(name, ProjectAt(builder, projectPath), Options(configure));

    /// <summary>
    /// Runs several processes of a project. Each listens on a port of its own; the project's own ports give every new connection to the
    /// next process that takes it. Start, stop and restart act on all of them.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="replicas">How many processes, 1 or more.</param>
    /// <exception cref="DistributedApplicationException">The number is below 1.</exception>
    public static IResourceBuilder<ProjectResource> WithReplicas(this IResourceBuilder<ProjectResource> builder, int replicas) => replicas >= 1
        ? builder.WithAnnotation(new ReplicaAnnotation(replicas), ResourceAnnotationMutationBehavior.Replace)
        : throw DistributedApplicationException.Of(
            $"The project '{builder.Resource.Name}' cannot have {replicas} replicas.",
            "A resource that is part of the application has one process at least.",
            "Give 1 or more; a project that starts on request only has .WithExplicitStart().");

    /// <summary>
    /// Publishes a project as a container, built from the <c>Dockerfile</c> in its folder; its <c>http</c> and <c>https</c> endpoints listen on
    /// port 8080 there unless they have a target port. Has no effect on a run.
    /// </summary>
    /// <param name="builder">The project.</param>
    /// <param name="configure">Changes the container: another Dockerfile, build arguments, volumes. Its arguments start empty.</param>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(
        this IResourceBuilder<T> builder,
        Action<IResourceBuilder<ContainerResource>>? configure = null) where T : ProjectResource
    {
        if (!builder.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return builder;
        }

        return PublishedContainer.Replace(builder, Path.GetDirectoryName(builder.Resource.GetProjectMetadata().ProjectPath)!, container =>
        {
            container.WithEndpoint("http", ListenOnDefaultPort, createIfNotExists: false).WithEndpoint("https", ListenOnDefaultPort, createIfNotExists: false);
            configure?.Invoke(container);
        });

        static void ListenOnDefaultPort(EndpointAnnotation endpoint) => endpoint.TargetPort ??= DefaultPortInImage;
    }

    private static IResourceBuilder<ProjectResource> AddProject(
        this IDistributedApplicationBuilder builder,
        string name,
        IProjectMetadata metadata,
        ProjectResourceOptions options)
    {
        var project = builder.AddResource(new ProjectResource(name)).WithAnnotation(metadata).WithOtlpExporter();
        if (!options.ExcludeLaunchProfile && LaunchProfileSelection.Find(builder, name, metadata, options.LaunchProfileName) is { } selected)
        {
            project.WithAnnotation(selected);
            LaunchProfileSelection.AddEndpoints(project, selected);
        }

        return project.WithEnvironment(context => ProjectEnvironment.Apply(context, builder.Environment));
    }

    private static ProjectResourceOptions Options(string? launchProfileName) =>
        new() { LaunchProfileName = launchProfileName, ExcludeLaunchProfile = launchProfileName is null };

    private static ProjectResourceOptions Options(Action<ProjectResourceOptions> configure)
    {
        var options = new ProjectResourceOptions();
        configure(options);
        return options;
    }

    private static ProjectFile ProjectAt(IDistributedApplicationBuilder builder, string path) =>
        new(Path.GetFullPath(Path.Combine(builder.AppHostDirectory, path)));

    private sealed record ProjectFile(string ProjectPath) : IProjectMetadata;
}
