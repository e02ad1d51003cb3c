namespace Aspire.Hosting.Execution;

/// <summary>Builds the image of a container from its Dockerfile.</summary>
internal sealed class ImageBuild(LaunchPlanner values, IServiceProvider services)
{
    public async Task RunAsync(
        EngineProgram program,
        ContainerResource container,
        DockerfileBuildAnnotation build,
        Action<LogStream, string> progress,
        CancellationToken cancellationToken)
    {
        var isMade = build.DockerfileFactory is not null;
        if (build.DockerfileFactory is { } make)
        {
            var text = await make(new() { Services = services, Resource = container, CancellationToken = cancellationToken }).ConfigureAwait(false);
            await File.WriteAllTextAsync(build.DockerfilePath, text, cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await BuildAsync(program, container, build, progress, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (isMade)
            {
                File.Delete(build.DockerfilePath);
            }
        }
    }

    private async Task BuildAsync(
        EngineProgram program,
        ContainerResource container,
        DockerfileBuildAnnotation build,
        Action<LogStream, string> progress,
        CancellationToken cancellationToken)
    {
        if (!File.Exists(build.DockerfilePath) || !container.TryGetImage(out var image))
        {
            throw DistributedApplicationException.Of(
                $"The image of '{container.Name}' cannot be built.",
                $"The Dockerfile {build.DockerfilePath} does not exist.",
                "Create it, or correct the path in the AppHost (it starts at the build's folder, and that at the AppHost's).");
        }

        var environment = new Dictionary<string, string>();
        var args = new List<string> { "build", "--tag", image, "--file", build.DockerfilePath };
        args.AddRange(build.Stage is { } stage ? ["--target", stage] : []);
        foreach (var (name, value) in build.BuildArguments)
        {
            // Without a value the engine's program takes that of its own environment.
            var text = await TextOfAsync(value, container, cancellationToken).ConfigureAwait(false);
            args.AddRange(["--build-arg", text is null ? name : $"{name}={text}"]);
        }

        foreach (var (name, value) in build.BuildSecrets)
        {
            environment["DOCKER_BUILDKIT"] = "1";
            if (value is FileInfo file)
            {
                args.AddRange(["--secret", $"id={name},src={file.FullName}"]);
            }
            else
            {
                environment[name] = await TextOfAsync(value, container, cancellationToken).ConfigureAwait(false) ?? "";
                args.AddRange(["--secret", $"id={name},env={name}"]);
            }
        }

        args.Add(build.ContextPath);
        var answer = await program.RunAsync(args, cancellationToken, environment, progress).ConfigureAwait(false);
        if (!answer.Succeeded)
        {
            throw DistributedApplicationException.Of(
                $"The image of '{container.Name}' cannot be built.",
                answer.Complaint,
                build.BuildSecrets.Count > 0 && answer.Errors.Contains("buildx", StringComparison.OrdinalIgnoreCase)
                    ? "Build secrets need BuildKit: install the buildx plugin (package docker-buildx-plugin or docker-buildx)."
                    : $"The console log of '{container.Name}' has the whole build; correct {build.DockerfilePath}.");
        }
    }

    private async ValueTask<string?> TextOfAsync(object? value, ContainerResource container, CancellationToken cancellationToken) => value switch
    {
        null => null,
        bool flag => flag ? "true" : "false",
        _ => await values.ResolveAsync(value, container, cancellationToken).ConfigureAwait(false),
    };
}
