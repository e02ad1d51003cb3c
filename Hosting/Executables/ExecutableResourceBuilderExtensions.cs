using Aspire.Hosting.Publishing;

namespace Aspire.Hosting;

/// <summary>Adds programs.</summary>
public static class ExecutableResourceBuilderExtensions
{
    /// <summary>Adds a program.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="command">A file path, or a name looked up in <c>PATH</c>.</param>
    /// <param name="workingDirectory">The folder it starts in, relative to the AppHost.</param>
    /// <param name="args">Its arguments.</param>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string command,
        string workingDirectory,
        params string[]? args) => builder.AddExecutable(name, command, workingDirectory, (object[]?)args);

    /// <summary>As above, with arguments some of which are known when it starts.</summary>
    public static IResourceBuilder<ExecutableResource> AddExecutable(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string command,
        string workingDirectory,
        params object[]? args) => builder
            .AddResource(new ExecutableResource(name, command, Path.GetFullPath(Path.Combine(builder.AppHostDirectory, workingDirectory))))
            .WithArgs(args ?? []);

    /// <summary>Publishes a program as a container, built from the <c>Dockerfile</c> in its folder. Has no effect on a run.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(this IResourceBuilder<T> builder) where T : ExecutableResource =>
        builder.PublishAsDockerFile(configure: null);

    /// <summary>As above, with changes to the container: another Dockerfile, build arguments, volumes. Its arguments start empty.</summary>
    public static IResourceBuilder<T> PublishAsDockerFile<T>(
        this IResourceBuilder<T> builder,
        Action<IResourceBuilder<ContainerResource>>? configure) where T : ExecutableResource =>
        builder.ApplicationBuilder.ExecutionContext.IsPublishMode
            ? PublishedContainer.Replace(builder, builder.Resource.WorkingDirectory, configure)
            : builder;

    /// <summary>Changes the program.</summary>
    public static IResourceBuilder<T> WithCommand<T>(this IResourceBuilder<T> builder, string command) where T : ExecutableResource
    {
        builder.Resource.Annotation.Command = command;
        return builder;
    }

    /// <summary>Changes the folder it starts in, relative to the AppHost.</summary>
    public static IResourceBuilder<T> WithWorkingDirectory<T>(this IResourceBuilder<T> builder, string workingDirectory) where T : ExecutableResource
    {
        builder.Resource.Annotation.WorkingDirectory = Path.GetFullPath(Path.Combine(builder.ApplicationBuilder.AppHostDirectory, workingDirectory));
        return builder;
    }
}

/// <summary>Questions about programs.</summary>
public static class ExecutableResourceExtensions
{
    /// <summary>The programs of a model.</summary>
    public static IEnumerable<ExecutableResource> GetExecutableResources(this DistributedApplicationModel model) =>
        model.Resources.OfType<ExecutableResource>();
}
