namespace Aspire.Hosting.Publishing;

/// <summary>A process of the model in the shape it is deployed in. It shares the annotations, so that later verbs act on both.</summary>
internal sealed class PublishedContainer(IResource process) : ContainerResource(process.Name)
{
    public override ResourceAnnotationCollection Annotations => process.Annotations;

    /// <summary>Puts the container in the place of the process; a second call changes the one there is.</summary>
    /// <param name="process">The process.</param>
    /// <param name="folder">The folder that the build may copy from.</param>
    /// <param name="configure">Changes the container.</param>
    public static IResourceBuilder<T> Replace<T>(IResourceBuilder<T> process, string folder, Action<IResourceBuilder<ContainerResource>>? configure)
        where T : IResource
    {
        var application = process.ApplicationBuilder;
        if (!application.TryCreateResourceBuilder<PublishedContainer>(process.Resource.Name, out var container))
        {
            application.Resources.Remove(process.Resource);
            container = application.AddResource(new PublishedContainer(process.Resource)).WithImage(process.Resource.Name.ToLowerInvariant()).WithDockerfile(folder);
            process.WithManifestPublishingCallback(context => context.WriteContainerAsync(container.Resource));
        }

        // Arguments of a program on this machine, paths for example, mean nothing in an image.
        container.WithArgs(context => context.Args.Clear());
        configure?.Invoke(container);
        return process;
    }
}
