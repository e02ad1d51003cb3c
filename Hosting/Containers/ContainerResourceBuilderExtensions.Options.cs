namespace Aspire.Hosting;

public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Mounts a volume that the engine keeps.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="name">Name of the volume; null for a new one that goes with the container.</param>
    /// <param name="target">Absolute path in the container.</param>
    /// <param name="isReadOnly">Whether the container may only read it.</param>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string? name, string target, bool isReadOnly = false)
        where T : ContainerResource => builder.WithAnnotation(new ContainerMountAnnotation(name, target, ContainerMountType.Volume, isReadOnly));

    /// <summary>Mounts a new volume that goes with the container.</summary>
    public static IResourceBuilder<T> WithVolume<T>(this IResourceBuilder<T> builder, string target) where T : ContainerResource =>
        builder.WithVolume(null, target);

    /// <summary>Mounts a file or folder of this machine.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="source">Its path, relative to the AppHost.</param>
    /// <param name="target">Absolute path in the container.</param>
    /// <param name="isReadOnly">Whether the container may only read it.</param>
    public static IResourceBuilder<T> WithBindMount<T>(this IResourceBuilder<T> builder, string source, string target, bool isReadOnly = false)
        where T : ContainerResource => builder.WithAnnotation(new ContainerMountAnnotation(
            Path.GetFullPath(source, builder.ApplicationBuilder.AppHostDirectory), target, ContainerMountType.BindMount, isReadOnly));

    /// <summary>Starts another program than the image's own.</summary>
    public static IResourceBuilder<T> WithEntrypoint<T>(this IResourceBuilder<T> builder, string entrypoint) where T : ContainerResource
    {
        builder.Resource.Entrypoint = entrypoint;
        return builder;
    }

    /// <summary>Adds options to the engine's <c>create</c> command, for example <c>--memory</c>, <c>256m</c>.</summary>
    public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(this IResourceBuilder<T> builder, params string[] args)
        where T : ContainerResource => builder.WithContainerRuntimeArgs(context =>
        {
            foreach (var arg in args)
            {
                context.Args.Add(arg);
            }
        });

    /// <summary>Adds a step that adds options to the engine's <c>create</c> command.</summary>
    public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(
        this IResourceBuilder<T> builder,
        Action<ContainerRuntimeArgsCallbackContext> callback) where T : ContainerResource => builder.WithContainerRuntimeArgs(context =>
        {
            callback(context);
            return Task.CompletedTask;
        });

    /// <summary>Adds an asynchronous step that adds options to the engine's <c>create</c> command.</summary>
    public static IResourceBuilder<T> WithContainerRuntimeArgs<T>(
        this IResourceBuilder<T> builder,
        Func<ContainerRuntimeArgsCallbackContext, Task> callback) where T : ContainerResource =>
        builder.WithAnnotation(new ContainerRuntimeArgsCallbackAnnotation(callback));

    /// <summary>Says how long the container lives; <see cref="ContainerLifetime.Session"/> by default.</summary>
    public static IResourceBuilder<T> WithLifetime<T>(this IResourceBuilder<T> builder, ContainerLifetime lifetime) where T : ContainerResource =>
        builder.WithAnnotation(new ContainerLifetimeAnnotation { Lifetime = lifetime }, ResourceAnnotationMutationBehavior.Replace);

    /// <summary>The name that the engine knows the container by. By default the resource's name and a part of the run's, so that runs do not meet.</summary>
    public static IResourceBuilder<T> WithContainerName<T>(this IResourceBuilder<T> builder, string name) where T : ContainerResource =>
        builder.WithAnnotation(new ContainerNameAnnotation { Name = name }, ResourceAnnotationMutationBehavior.Replace);

    /// <summary>A further host name of the container for other containers.</summary>
    public static IResourceBuilder<T> WithContainerNetworkAlias<T>(this IResourceBuilder<T> builder, string alias) where T : ContainerResource =>
        builder.WithAnnotation(new ContainerNetworkAliasAnnotation(alias));

    /// <summary>Says for all endpoints whether the engine may choose another port than the declared one, as tests do.</summary>
    public static IResourceBuilder<T> WithEndpointProxySupport<T>(this IResourceBuilder<T> builder, bool proxyEnabled) where T : ContainerResource
    {
        foreach (var endpoint in builder.Resource.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.IsProxied = proxyEnabled;
        }

        return builder;
    }
}
