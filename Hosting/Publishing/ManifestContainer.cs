namespace Aspire.Hosting.Publishing;

/// <summary>Writes what the manifest says about a container.</summary>
internal static class ManifestContainer
{
    public static async Task WriteAsync(ManifestPublishingContext context, ContainerResource container)
    {
        var json = context.Writer;
        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            json.WriteString("type", "container.v1");
            context.WriteConnectionString(container);
            await WriteBuildAsync(context, container, build).ConfigureAwait(false);
        }
        else
        {
            json.WriteString("type", "container.v0");
            context.WriteConnectionString(container);
            json.WriteString("image", ImageOf(container));
        }

        if (container.Entrypoint is { } entrypoint)
        {
            json.WriteString("entrypoint", entrypoint);
        }

        await context.WriteCommandLineArgumentsAsync(container).ConfigureAwait(false);
        context.WriteContainerFiles(container);
        WriteMounts(context, container);
        await context.WriteEnvironmentVariablesAsync(container).ConfigureAwait(false);
        context.WriteBindings(container);
    }

    private static string ImageOf(ContainerResource container) => container.TryGetImage(out var image) ? image : throw DistributedApplicationException.Of(
        $"The container '{container.Name}' cannot be published.",
        "It has no image.",
        "Call .WithImage(...) or .WithDockerfile(...).");

    private static async Task WriteBuildAsync(ManifestPublishingContext context, ContainerResource container, DockerfileBuildAnnotation build)
    {
        var json = context.Writer;
        var dockerfile = build.DockerfilePath;
        if (build.DockerfileFactory is { } make)
        {
            // Beside the manifest, so that both can be given away together.
            dockerfile = Path.Combine(context.Folder, $"{container.Name}.Dockerfile");
            var services = context.ExecutionContext.ServiceProvider;
            var text = await make(new() { Services = services, Resource = container, CancellationToken = context.CancellationToken }).ConfigureAwait(false);
            await File.WriteAllTextAsync(dockerfile, text, context.CancellationToken).ConfigureAwait(false);
        }

        json.WriteStartObject("build");
        json.WriteString("context", context.GetManifestRelativePath(build.ContextPath));
        json.WriteString("dockerfile", context.GetManifestRelativePath(dockerfile));
        if (build.Stage is { } stage)
        {
            json.WriteString("stage", stage);
        }

        if (!build.HasEntrypoint)
        {
            json.WriteBoolean("buildOnly", true);
        }

        WriteArguments(context, build);
        WriteSecrets(context, build);
        json.WriteEndObject();
    }

    private static void WriteArguments(ManifestPublishingContext context, DockerfileBuildAnnotation build)
    {
        if (build.BuildArguments.Count == 0)
        {
            return;
        }

        context.Writer.WriteStartObject("args");
        foreach (var (name, value) in build.BuildArguments)
        {
            context.TryAddDependentResources(value);
            context.Writer.WriteString(name, context.References.TextOf(value));
        }

        context.Writer.WriteEndObject();
    }

    private static void WriteSecrets(ManifestPublishingContext context, DockerfileBuildAnnotation build)
    {
        if (build.BuildSecrets.Count == 0)
        {
            return;
        }

        var json = context.Writer;
        json.WriteStartObject("secrets");
        foreach (var (name, value) in build.BuildSecrets)
        {
            context.TryAddDependentResources(value);
            json.WriteStartObject(name);
            if (value is FileInfo file)
            {
                json.WriteString("type", "file");
                json.WriteString("source", context.GetManifestRelativePath(file.FullName));
            }
            else
            {
                json.WriteString("type", "env");
                json.WriteString("value", context.References.TextOf(value));
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteMounts(ManifestPublishingContext context, ContainerResource container)
    {
        var mounts = container.Annotations.OfType<ContainerMountAnnotation>().ToLookup(m => m.Type);
        WriteMounts(context, "bindMounts", "source", mounts[ContainerMountType.BindMount]);
        WriteMounts(context, "volumes", "name", mounts[ContainerMountType.Volume]);
    }

    private static void WriteMounts(ManifestPublishingContext context, string list, string sourceName, IEnumerable<ContainerMountAnnotation> mounts)
    {
        var json = context.Writer;
        if (!mounts.Any())
        {
            return;
        }

        json.WriteStartArray(list);
        foreach (var mount in mounts)
        {
            json.WriteStartObject();
            if (mount.Source is { } source)
            {
                json.WriteString(sourceName, mount.Type == ContainerMountType.BindMount ? context.GetManifestRelativePath(source) : source);
            }

            json.WriteString("target", mount.Target.Replace('\\', '/'));
            json.WriteBoolean("readOnly", mount.IsReadOnly);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
