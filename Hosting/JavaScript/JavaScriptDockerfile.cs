namespace Aspire.Hosting.JavaScript;

/// <summary>The container build of a JavaScript program that has no <c>Dockerfile</c> of its own.</summary>
internal static class JavaScriptDockerfile
{
    private const string BunImage = "oven/bun:1";
    private const string PnpmSetup = "RUN npm install --global pnpm@10\n";

    /// <summary>The build of a program whose result is the folder <c>/app/dist</c>; nothing is started.</summary>
    public static Action<IResourceBuilder<ContainerResource>> ForFiles(JavaScriptAppResource app) => container =>
    {
        if (!HasOwn(app))
        {
            container.WithDockerfileFactory(app.WorkingDirectory, _ => $"FROM {BuildImage(app, "slim")}\nWORKDIR /app\n{Build(app)}");
        }

        if (app.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            build.HasEntrypoint = false;
        }
    };

    /// <summary>The build of a server, without the tools that build it.</summary>
    public static Action<IResourceBuilder<ContainerResource>> ForServer(JavaScriptAppResource app, string scriptPath) => container =>
    {
        if (!HasOwn(app))
        {
            container.WithDockerfileFactory(app.WorkingDirectory, _ => Server(app, scriptPath));
        }
    };

    private static bool HasOwn(JavaScriptAppResource app) => File.Exists(Path.Combine(app.WorkingDirectory, "Dockerfile"));

    private static string Server(JavaScriptAppResource app, string scriptPath)
    {
        var isBun = app is BunAppResource;
        return $"""
            FROM {BuildImage(app, "alpine")} AS build

            WORKDIR /app
            {Build(app)}
            FROM {(isBun ? BunImage : $"node:{NodeVersion.Of(app.WorkingDirectory)}-alpine")} AS runtime

            WORKDIR /app
            COPY --from=build /app /app

            ENV NODE_ENV=production

            USER {(isBun ? "bun" : "node")}

            ENTRYPOINT ["{app.Command}","{scriptPath.Replace('\\', '/')}"]

            """;
    }

    private static string Build(JavaScriptAppResource app)
    {
        if (!app.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var manager) ||
            !app.TryGetLastAnnotation<JavaScriptInstallCommandAnnotation>(out var install))
        {
            return "COPY . .\n";
        }

        var setup = manager.ExecutableName == "pnpm" ? PnpmSetup : "";
        var packages = string.Concat(manager.PackageFilesPatterns.Select(p => $"COPY {p.Source} {p.Destination}\n"));
        var cache = manager.CacheMount is { } folder ? $"--mount=type=cache,target={folder} " : "";
        var script = app.TryGetLastAnnotation<JavaScriptBuildScriptAnnotation>(out var build)
            ? $"RUN {string.Join(' ', new[] { manager.ExecutableName, manager.ScriptCommand, build.ScriptName }.OfType<string>().Concat(build.Args))}\n"
            : "";
        return $"{setup}{packages}RUN {cache}{manager.ExecutableName} {string.Join(' ', install.Args)}\nCOPY . .\n{script}";
    }

    private static string BuildImage(JavaScriptAppResource app, string variant) =>
        app is BunAppResource || (app.TryGetLastAnnotation<JavaScriptPackageManagerAnnotation>(out var manager) && manager.ExecutableName == "bun")
            ? BunImage
            : $"node:{NodeVersion.Of(app.WorkingDirectory)}-{variant}";
}
