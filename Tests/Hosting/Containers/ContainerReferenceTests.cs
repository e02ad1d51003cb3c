using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Belfry.Tests.Hosting.Containers;

/// <summary>Who reaches whom: a process a container, a container a process of this machine, a container another container.</summary>
[Collection(nameof(EngineCollection))]
public sealed class ContainerReferenceTests
{
    // Opens $1 (http://host:port) without any tool but the shell, and prints what it answers.
    private const string Fetch = """
        address=${1#http://}; host=${address%:*}; port=${address##*:}
        for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
          answer=$(exec 3<>/dev/tcp/$host/${port%/} && printf 'GET / HTTP/1.0\r\n\r\n' >&3 && cat <&3) && [ -n "$answer" ] && break
          sleep 0.5
        done
        echo "$answer"
        """;

    public ContainerReferenceTests(EngineFixture engine) => engine.Require();

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData("")]
    [InlineData(", '127.0.0.1'")]
    public async Task WithReference_ContainerToProcess_ReachesIt(string listensOn)
    {
        var builder = TestApp.Describe();
        var api = builder.AddNodeServer("api", $"require('http').createServer((_, r) => r.end('from this machine')).listen(process.env.PORT{listensOn})")
            .WithHttpEndpoint(env: "PORT")
            .WithHttpHealthCheck("/");
        AddFetcher(builder, "API_HTTP").WithReference(api.GetEndpoint("http")).WaitFor(api);
        await using var app = await TestApp.StartAsync(builder);

        var output = await app.OutputAsync("fetch");

        Assert.Contains("from this machine", output);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithReference_ContainerToContainer_FindsItByName()
    {
        var builder = TestApp.Describe();
        var web = builder.AddPerlServer("Web", "'from a container'").WithHttpHealthCheck("/").WithContainerNetworkAlias("old-name");
        AddFetcher(builder, "WEB_HTTP").WithEnvironment("ALIAS", "http://old-name:8080").WithReference(web.GetEndpoint("http")).WaitFor(web);
        await using var app = await TestApp.StartAsync(builder);

        var output = await app.OutputAsync("fetch");

        Assert.Contains("from a container", output);
        Assert.Contains("http://web.dev.internal:8080", output);
        Assert.Equal(
            new Uri("http://web.dev.internal:8080"),
            app.Application.GetEndpointForNetwork("Web", KnownNetworkIdentifiers.DefaultAspireContainerNetwork, "http"));
        Assert.Equal("localhost", app.Application.GetEndpointForNetwork("Web", null).Host);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task WithReference_ProcessToContainer_ReachesItOnLocalhost()
    {
        var builder = TestApp.Describe();
        var web = builder.AddPerlServer("web", "'from a container'").WithHttpHealthCheck("/");
        builder.AddExecutable("fetch", "bash", "/", "-c", $"set -- $WEB_HTTP; echo $1; {Fetch}").WithReference(web.GetEndpoint("http")).WaitFor(web);
        await using var app = await TestApp.StartAsync(builder);

        var output = await app.OutputAsync("fetch");

        Assert.Contains("from a container", output);
        Assert.Contains(app.Application.GetEndpoint("web").ToString().TrimEnd('/'), output);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task ConnectionString_OfEndpoints_HasTheAddressForWhoeverReadsIt()
    {
        var builder = TestApp.Describe();
        var web = builder.AddPerlServer("web", "'x'");
        var http = web.GetEndpoint("http");
        var connection = builder.AddConnectionString(
            "db", ReferenceExpression.Create($"Host={http.Property(EndpointProperty.Host)};Port={http.Property(EndpointProperty.Port)}"));
        builder.AddContainer("inside", EngineFixture.Image).WithEntrypoint("/bin/sh").WithArgs("-c", "echo $ConnectionStrings__db").WithReference(connection);
        builder.AddShell("outside", "echo $ConnectionStrings__db").WithReference(connection);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(["Host=web.dev.internal;Port=8080"], await app.OutputAsync("inside"));
        Assert.Equal([$"Host=localhost;Port={app.Application.GetEndpoint("web").Port}"], await app.OutputAsync("outside"));
    }

    private static IResourceBuilder<ContainerResource> AddFetcher(IDistributedApplicationBuilder builder, string variable) =>
        builder.AddContainer("fetch", EngineFixture.Image).WithEntrypoint("/bin/bash").WithArgs("-c", $"set -- ${variable}; echo $1; {Fetch}");
}
