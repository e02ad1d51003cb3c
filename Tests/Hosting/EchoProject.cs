using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>The small web service of Tests/Programs/Echo, as a project of an application.</summary>
internal sealed class EchoProject : IProjectMetadata
{
    public string ProjectPath => Path.Combine(RepositoryRoot.Path, "Tests", "Programs", "Echo", "Echo.csproj");

    public bool SuppressBuild => true;
}

internal static class EchoExtensions
{
    public static IResourceBuilder<ProjectResource> AddEcho(this IDistributedApplicationBuilder builder, string name) =>
        builder.AddProject<EchoProject>(name).WithHttpEndpoint();

    /// <summary>A client whose every request makes a connection of its own.</summary>
    public static HttpClient CreateClientOf(this TestApp app, string resource) =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false })
        {
            BaseAddress = Aspire.Hosting.Testing.DistributedApplicationHostingTestingExtensions.GetEndpoint(app.Application, resource),
        };
}
