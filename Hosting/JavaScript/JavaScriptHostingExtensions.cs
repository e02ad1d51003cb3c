using Aspire.Hosting.JavaScript;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds JavaScript programs.</summary>
public static class JavaScriptHostingExtensions
{
    /// <summary>Adds a Vite front end with an <c>http</c> endpoint, its packages installed by npm when they are missing or outdated.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="appDirectory">The folder of its <c>package.json</c>, relative to the AppHost.</param>
    /// <param name="runScriptName">The script that starts the development server.</param>
    public static IResourceBuilder<ViteAppResource> AddViteApp(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string appDirectory,
        string runScriptName = "dev")
    {
        var app = builder.AddApp(new ViteAppResource(name, "npm", Folder(builder, appDirectory)), runScriptName)
            .WithHttpEndpoint(env: "PORT")
            .WithNpm();
        return app.WithArgs(context =>
        {
            context.Args.Add("--port");
            context.Args.Add(app.GetEndpoint("http").Property(EndpointProperty.TargetPort));

            // Taking another port when this one is busy would leave every reference pointing to a stranger.
            context.Args.Add("--strictPort");
        });
    }

    /// <summary>Adds a program that a script of <c>package.json</c> starts.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="appDirectory">The folder of its <c>package.json</c>, relative to the AppHost.</param>
    /// <param name="runScriptName">The script.</param>
    public static IResourceBuilder<JavaScriptAppResource> AddJavaScriptApp(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string appDirectory,
        string runScriptName = "dev") =>
        builder.AddApp(new JavaScriptAppResource(name, "npm", Folder(builder, appDirectory)), runScriptName).WithNpm();

    /// <summary>Adds a script that Node runs.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="appDirectory">The folder it starts in, relative to the AppHost.</param>
    /// <param name="scriptPath">The script, relative to that folder.</param>
    public static IResourceBuilder<NodeAppResource> AddNodeApp(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string appDirectory,
        string scriptPath)
    {
        var folder = Folder(builder, appDirectory);
        var app = builder.AddResource(new NodeAppResource(name, "node", folder))
            .WithNodeEnvironment()
            .WithArgs(context =>
            {
                if (!context.Resource.HasAnnotationOfType<JavaScriptRunScriptAnnotation>())
                {
                    context.Args.Insert(0, scriptPath);
                }
            });
        return File.Exists(Path.Combine(folder, "package.json")) ? app.WithNpm() : app;
    }

    /// <summary>Uses npm for scripts and packages.</summary>
    /// <param name="resource">The program.</param>
    /// <param name="install">False makes installing something to ask for.</param>
    /// <param name="installCommand"><c>install</c> by default.</param>
    /// <param name="installArgs">Further arguments of it.</param>
    public static IResourceBuilder<TResource> WithNpm<TResource>(
        this IResourceBuilder<TResource> resource,
        bool install = true,
        string? installCommand = null,
        string[]? installArgs = null) where TResource : JavaScriptAppResource
    {
        resource.WithAnnotation(
            new JavaScriptPackageManagerAnnotation("npm", "run") { CommandSeparator = "--" },
            ResourceAnnotationMutationBehavior.Replace);
        resource.WithAnnotation(
            new JavaScriptInstallCommandAnnotation([installCommand ?? "install", .. installArgs ?? ["--no-audit", "--no-fund"]]),
            ResourceAnnotationMutationBehavior.Replace);
        PackageInstaller.AddTo(resource, install);
        return resource;
    }

    /// <summary>Runs another script of <c>package.json</c>.</summary>
    public static IResourceBuilder<TResource> WithRunScript<TResource>(
        this IResourceBuilder<TResource> resource,
        string scriptName,
        string[]? args = null) where TResource : JavaScriptAppResource =>
        resource.WithAnnotation(new JavaScriptRunScriptAnnotation(scriptName, args), ResourceAnnotationMutationBehavior.Replace);

    private static IResourceBuilder<T> AddApp<T>(this IDistributedApplicationBuilder builder, T resource, string runScriptName)
        where T : JavaScriptAppResource => builder.AddResource(resource).WithRunScript(runScriptName).WithNodeEnvironment();

    private static IResourceBuilder<T> WithNodeEnvironment<T>(this IResourceBuilder<T> builder) where T : JavaScriptAppResource
    {
        var mode = builder.ApplicationBuilder.Environment.IsDevelopment() && builder.ApplicationBuilder.ExecutionContext.IsRunMode ? "development" : "production";
        return builder.WithOtlpExporter().WithEnvironment(context => context.EnvironmentVariables.TryAdd("NODE_ENV", mode));
    }

    private static string Folder(IDistributedApplicationBuilder builder, string appDirectory) =>
        Path.GetFullPath(Path.Combine(builder.AppHostDirectory, appDirectory));
}
