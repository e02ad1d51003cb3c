using Aspire.Hosting.JavaScript;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Adds JavaScript programs.</summary>
public static partial class JavaScriptHostingExtensions
{
    private const string Icon = "CodeJsRectangle";

    /// <summary>
    /// Adds a Vite front end with an <c>http</c> endpoint, its packages installed by npm when they are missing or outdated. Published, it is
    /// an image that only carries the built files, in <c>/app/dist</c>.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="appDirectory">The folder of its <c>package.json</c>, relative to the AppHost.</param>
    /// <param name="runScriptName">The script that starts the development server.</param>
    public static IResourceBuilder<ViteAppResource> AddViteApp(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string appDirectory,
        string runScriptName = "dev") =>
        builder.AddApp(new ViteAppResource(name, "npm", Folder(builder, appDirectory)), runScriptName, ViteArgs).WithHttpEndpoint(env: "PORT");

    /// <summary>Adds a program that a script of <c>package.json</c> starts. Published, it is an image that only carries the built files, in <c>/app/dist</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Name of the resource.</param>
    /// <param name="appDirectory">The folder of its <c>package.json</c>, relative to the AppHost.</param>
    /// <param name="runScriptName">The script.</param>
    public static IResourceBuilder<JavaScriptAppResource> AddJavaScriptApp(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string appDirectory,
        string runScriptName = "dev") =>
        builder.AddApp(new JavaScriptAppResource(name, "npm", Folder(builder, appDirectory)), runScriptName, args: null);

    /// <summary>Adds a script that Node runs, or a script of <c>package.json</c> (<see cref="WithRunScript"/>) in its place.</summary>
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
        var app = builder.AddScript(new NodeAppResource(name, "node", Folder(builder, appDirectory)), scriptPath);
        return File.Exists(Path.Combine(app.Resource.WorkingDirectory, "package.json")) ? app.WithNpm() : app;
    }

    /// <summary>Adds a script that Bun runs; parameters as for Node.</summary>
    public static IResourceBuilder<BunAppResource> AddBunApp(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string appDirectory,
        string scriptPath)
    {
        var app = builder.AddScript(new BunAppResource(name, "bun", Folder(builder, appDirectory)), scriptPath);
        return File.Exists(Path.Combine(app.Resource.WorkingDirectory, "package.json")) ? app.WithBun() : app;
    }

    /// <summary>Runs another script of <c>package.json</c>.</summary>
    public static IResourceBuilder<TResource> WithRunScript<TResource>(
        this IResourceBuilder<TResource> resource,
        string scriptName,
        string[]? args = null) where TResource : JavaScriptAppResource =>
        resource.WithAnnotation(new JavaScriptRunScriptAnnotation(scriptName, args), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Builds the program for an image with another script of <c>package.json</c> than <c>build</c>.</summary>
    public static IResourceBuilder<TResource> WithBuildScript<TResource>(
        this IResourceBuilder<TResource> resource,
        string scriptName,
        string[]? args = null) where TResource : JavaScriptAppResource =>
        resource.WithAnnotation(new JavaScriptBuildScriptAnnotation(scriptName, args), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>Tells Vite which configuration file to use, relative to its folder.</summary>
    public static IResourceBuilder<ViteAppResource> WithViteConfig(this IResourceBuilder<ViteAppResource> builder, string configPath) =>
        builder.WithAnnotation(new ViteConfigAnnotation(configPath), ResourceAnnotationMutationBehavior.Replace);

    private static IResourceBuilder<T> AddApp<T>(
        this IDistributedApplicationBuilder builder,
        T resource,
        string runScriptName,
        Action<CommandLineArgsCallbackContext>? args) where T : JavaScriptAppResource
    {
        var app = builder.AddResource(resource)
            .WithRunScript(runScriptName)
            .WithBuildScript("build")
            .WithNodeEnvironment()
            .WithContainerFilesSource("/app/dist");
        return (args is null ? app : app.WithArgs(args)).WithNpm().PublishAsDockerFile(JavaScriptDockerfile.ForFiles(resource));
    }

    private static IResourceBuilder<T> AddScript<T>(this IDistributedApplicationBuilder builder, T resource, string scriptPath)
        where T : JavaScriptAppResource => builder.AddResource(resource)
            .WithNodeEnvironment()
            .WithArgs(context =>
            {
                if (!resource.HasAnnotationOfType<JavaScriptRunScriptAnnotation>())
                {
                    context.Args.Insert(0, scriptPath);
                }
            })
            .PublishAsDockerFile(JavaScriptDockerfile.ForServer(resource, scriptPath));

    private static void ViteArgs(CommandLineArgsCallbackContext context)
    {
        context.Args.Add("--port");
        context.Args.Add(((IResourceWithEndpoints)context.Resource).GetEndpoint("http").Property(EndpointProperty.TargetPort));

        // Taking another port when this one is busy would leave every reference pointing to a stranger.
        context.Args.Add("--strictPort");
        if (context.Resource.TryGetLastAnnotation<ViteConfigAnnotation>(out var config))
        {
            context.Args.Add("--config");
            context.Args.Add(config.Path);
        }
    }

    private static IResourceBuilder<T> WithNodeEnvironment<T>(this IResourceBuilder<T> builder) where T : JavaScriptAppResource
    {
        var mode = builder.ApplicationBuilder.Environment.IsDevelopment() && builder.ApplicationBuilder.ExecutionContext.IsRunMode ? "development" : "production";
        return builder.WithOtlpExporter().WithIconName(Icon).WithEnvironment(context => context.EnvironmentVariables.TryAdd("NODE_ENV", mode));
    }

    private static string Folder(IDistributedApplicationBuilder builder, string appDirectory) =>
        Path.GetFullPath(Path.Combine(builder.AppHostDirectory, appDirectory));
}
