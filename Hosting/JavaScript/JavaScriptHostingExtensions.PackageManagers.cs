using Aspire.Hosting.JavaScript;

namespace Aspire.Hosting;

public static partial class JavaScriptHostingExtensions
{
    /// <summary>Uses npm for scripts and packages.</summary>
    /// <param name="resource">The program.</param>
    /// <param name="install">False makes installing something to ask for.</param>
    /// <param name="installCommand"><c>install</c> by default; <c>ci</c> in an image build where there is a lock file.</param>
    /// <param name="installArgs">Further arguments of it.</param>
    public static IResourceBuilder<TResource> WithNpm<TResource>(
        this IResourceBuilder<TResource> resource,
        bool install = true,
        string? installCommand = null,
        string[]? installArgs = null) where TResource : JavaScriptAppResource
    {
        var isLocked = resource.IsLocked("package-lock.json");
        return resource.WithPackageManager(
            new("npm", "run", "/root/.npm") { PackageFilesPatterns = { new("package*.json", "./") } },
            new([installCommand ?? (isLocked ? "ci" : "install"), .. installArgs ?? resource.Quiet("--no-audit", "--no-fund")]) { ProductionInstallArgs = "--omit=dev" },
            install);
    }

    /// <summary>Uses Yarn for scripts and packages.</summary>
    /// <param name="resource">The program.</param>
    /// <param name="install">False makes installing something to ask for.</param>
    /// <param name="installArgs">Arguments of <c>yarn install</c>; in an image build where there is a lock file, those that keep to it by default.</param>
    public static IResourceBuilder<TResource> WithYarn<TResource>(
        this IResourceBuilder<TResource> resource,
        bool install = true,
        string[]? installArgs = null) where TResource : JavaScriptAppResource
    {
        // Yarn 2 and later have a configuration file, or a folder of their own; Yarn 1 has neither.
        var isModern = resource.Has(".yarnrc.yml") || Directory.Exists(Path.Combine(resource.Resource.WorkingDirectory, ".yarn"));
        string[] kept = isModern ? ["--immutable"] : ["--frozen-lockfile"];
        var manager = new JavaScriptPackageManagerAnnotation("yarn", "run", isModern ? ".yarn/cache" : "/root/.cache/yarn")
        {
            CommandSeparator = null,
            PackageFilesPatterns = { new(resource.Existing("package.json", "yarn.lock", ".yarnrc.yml"), "./") },
        };
        if (Directory.Exists(Path.Combine(resource.Resource.WorkingDirectory, ".yarn")))
        {
            manager.PackageFilesPatterns.Add(new(".yarn", "./.yarn"));
        }

        return resource.WithPackageManager(
            manager, new(["install", .. installArgs ?? (resource.IsLocked("yarn.lock") ? kept : [])]) { ProductionInstallArgs = "--production" }, install);
    }

    /// <summary>Uses pnpm for scripts and packages; parameters as for Yarn.</summary>
    public static IResourceBuilder<TResource> WithPnpm<TResource>(
        this IResourceBuilder<TResource> resource,
        bool install = true,
        string[]? installArgs = null) where TResource : JavaScriptAppResource => resource.WithPackageManager(
            new("pnpm", "run", "/pnpm/store")
            {
                CommandSeparator = null,
                PackageFilesPatterns = { new(resource.Existing("package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml"), "./") },
            },
            new(["install", .. installArgs ?? (resource.IsLocked("pnpm-lock.yaml") ? ["--frozen-lockfile"] : [])]) { ProductionInstallArgs = "--prod" },
            install);

    /// <summary>Uses Bun for scripts and packages; parameters as for Yarn.</summary>
    public static IResourceBuilder<TResource> WithBun<TResource>(
        this IResourceBuilder<TResource> resource,
        bool install = true,
        string[]? installArgs = null) where TResource : JavaScriptAppResource => resource.WithPackageManager(
            new("bun", "run", "/root/.bun/install/cache")
            {
                CommandSeparator = null,
                PackageFilesPatterns = { new(resource.Existing("package.json", "bun.lock", "bun.lockb"), "./") },
            },
            new(["install", .. installArgs ?? (resource.IsLocked("bun.lock", "bun.lockb") ? ["--frozen-lockfile"] : [])]) { ProductionInstallArgs = "--production" },
            install);

    private static IResourceBuilder<T> WithPackageManager<T>(
        this IResourceBuilder<T> resource,
        JavaScriptPackageManagerAnnotation manager,
        JavaScriptInstallCommandAnnotation command,
        bool install) where T : JavaScriptAppResource
    {
        resource.WithAnnotation(manager, ResourceAnnotationMutationBehavior.Replace).WithAnnotation(command, ResourceAnnotationMutationBehavior.Replace);
        PackageInstaller.AddTo(resource, install);
        return resource;
    }

    /// <summary>Whether an image build has to keep to a lock file. A developer's installation may change it.</summary>
    private static bool IsLocked<T>(this IResourceBuilder<T> resource, params string[] files) where T : JavaScriptAppResource =>
        resource.ApplicationBuilder.ExecutionContext.IsPublishMode && files.Any(resource.Has);

    private static string[] Quiet<T>(this IResourceBuilder<T> resource, params string[] args) where T : JavaScriptAppResource =>
        resource.ApplicationBuilder.ExecutionContext.IsRunMode ? args : [];

    private static string Existing<T>(this IResourceBuilder<T> resource, string first, params string[] others) where T : JavaScriptAppResource =>
        string.Join(' ', others.Where(resource.Has).Prepend(first));

    private static bool Has<T>(this IResourceBuilder<T> resource, string file) where T : JavaScriptAppResource =>
        File.Exists(Path.Combine(resource.Resource.WorkingDirectory, file));
}
