namespace Aspire.Hosting;

/// <summary>Adds containers. One file per family of verbs, because the public API gives them one class.</summary>
public static partial class ContainerResourceBuilderExtensions
{
    /// <summary>Adds a container.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource, and its host name for other containers.</param>
    /// <param name="image">The image as for <c>docker pull</c>; its tag is <c>latest</c> when it names neither tag nor digest.</param>
    public static IResourceBuilder<ContainerResource> AddContainer(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string image) => builder.AddResource(new ContainerResource(name)).WithImage(image);

    /// <summary>As above, with the tag on its own.</summary>
    public static IResourceBuilder<ContainerResource> AddContainer(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string image,
        string tag) => builder.AddContainer(name, image).WithImageTag(tag);

    /// <summary>Changes the image.</summary>
    /// <param name="builder">The container.</param>
    /// <param name="image">The image as for <c>docker pull</c>.</param>
    /// <param name="tag">Its tag, unless <paramref name="image"/> has one; <c>latest</c> by default.</param>
    public static IResourceBuilder<T> WithImage<T>(this IResourceBuilder<T> builder, string image, string? tag = null) where T : ContainerResource
    {
        var parsed = ImageName.Parse(builder.Resource.Name, image);
        if (tag is not null && (parsed.Tag ?? parsed.Digest) is not null)
        {
            throw DistributedApplicationException.Of(
                $"The image of the container '{builder.Resource.Name}' has two versions.",
                $"'{image}' names one, and the tag '{tag}' another.",
                "Drop one of them.");
        }

        if (!builder.Resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var annotation))
        {
            builder.Resource.Annotations.Add(annotation = new ContainerImageAnnotation { Image = parsed.Name });
        }

        annotation.Image = parsed.Name;
        annotation.SHA256 = parsed.Digest;
        annotation.Tag = parsed.Digest is null ? parsed.Tag ?? tag ?? "latest" : null;
        if (builder.Resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            (build.ImageName, build.ImageTag) = (null, null);
        }

        return builder;
    }

    /// <summary>Changes the tag of the image.</summary>
    public static IResourceBuilder<T> WithImageTag<T>(this IResourceBuilder<T> builder, string tag) where T : ContainerResource
    {
        var image = builder.Resource.Image();
        (image.Tag, image.SHA256) = (tag, null);
        if (builder.Resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && build.ImageTag is not null)
        {
            build.ImageTag = tag;
        }

        return builder;
    }

    /// <summary>Changes the registry of the image; null means the engine's default, or the one in the image's name.</summary>
    public static IResourceBuilder<T> WithImageRegistry<T>(this IResourceBuilder<T> builder, string? registry) where T : ContainerResource
    {
        builder.Resource.Image().Registry = registry;
        return builder;
    }

    /// <summary>Names the image by its digest, in hexadecimal digits, in place of its tag.</summary>
    public static IResourceBuilder<T> WithImageSHA256<T>(this IResourceBuilder<T> builder, string sha256) where T : ContainerResource
    {
        var image = builder.Resource.Image();
        (image.SHA256, image.Tag) = (sha256, null);
        return builder;
    }

    /// <summary>Says when the image is fetched.</summary>
    public static IResourceBuilder<T> WithImagePullPolicy<T>(this IResourceBuilder<T> builder, ImagePullPolicy pullPolicy)
        where T : ContainerResource => builder.WithAnnotation(
            new ContainerImagePullPolicyAnnotation { ImagePullPolicy = pullPolicy }, ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Publishes the container as such, whatever its resource would publish otherwise.</summary>
    public static IResourceBuilder<T> PublishAsContainer<T>(this IResourceBuilder<T> builder) where T : ContainerResource =>
        builder.WithManifestPublishingCallback(context => context.WriteContainerAsync(builder.Resource));

    private static ContainerImageAnnotation Image(this ContainerResource resource) =>
        resource.TryGetLastAnnotation<ContainerImageAnnotation>(out var image) ? image : throw DistributedApplicationException.Of(
            $"The container '{resource.Name}' has no image yet.",
            "Its tag, registry or digest cannot be changed before it has one.",
            "Call .WithImage(...) first.");
}
