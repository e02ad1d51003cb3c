using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Publishing;
using Belfry.Tests.EndToEnd;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>What <c>--step publish</c> writes: of the built AppHost, and of small models.</summary>
public sealed class ComposePublishingTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IDistributedApplicationBuilder _builder;

    public ComposePublishingTests() => _builder = DistributedApplication.CreateBuilder(
        ["--operation", "publish", "--step", "publish", "--output-path", _folder.Path]);

    [Theory]
    [InlineData("")]
    [InlineData("/")]
    public async Task Publish_AppHost_WritesTheCommittedFiles(string end)
    {
        var folder = _folder.File("compose") + end;
        var answer = await AppHostProcess.RunToEndAsync("--operation", "publish", "--step", "publish", "--output-path", folder);

        Assert.Equal((0, $"Published deployment to: {folder}"), (answer.ExitCode, answer.Output.Trim()));
        var committed = Path.Combine(RepositoryRoot.Path, "deploy");
        var written = Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.Path, path)).Order(StringComparer.Ordinal);
        Assert.Equal(["aspirate/compose.override.yaml", "compose/.env.example", "compose/docker-compose.yaml"], written);
        foreach (var file in written)
        {
            Assert.Equal(
                await File.ReadAllTextAsync(Path.Combine(committed, file), TestContext.Current.CancellationToken),
                await File.ReadAllTextAsync(_folder.File(file), TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Publish_ContainerWithEverything_HasItInItsService()
    {
        var key = _builder.AddParameter("api-key", secret: true);
        var store = _builder.AddContainer("store", "redis", "7").WithEndpoint(targetPort: 6379, name: "tcp", scheme: "tcp").WithVolume("kept", "/data");
        _builder.AddContainer("web", "nginx", "1")
            .WithHttpEndpoint(port: 8000, targetPort: 80)
            .WithExternalHttpEndpoints()
            .WithEnvironment("COST", "5 $ or ${HOME}")
            .WithEnvironment("KEY", key)
            .WithEnvironment("STORE", ReferenceExpression.Create($"{store.GetEndpoint("tcp").Property(EndpointProperty.HostAndPort)},key={key}"))
            .WithArgs("--on", "yes")
            .WaitFor(store);
        _builder.AddDockerComposeEnvironment("compose");

        await PublishAsync();

        Assert.Equal(
            """
            services:
              store:
                image: "redis:7"
                expose:
                  - "6379"
                volumes:
                  - type: "volume"
                    target: "/data"
                    source: "kept"
                    read_only: false
                networks:
                  - "aspire"
                pids_limit: 256
              web:
                image: "nginx:1"
                command:
                  - "--on"
                  - "yes"
                environment:
                  COST: "5 $$ or $${HOME}"
                  KEY: "${API_KEY}"
                  STORE: "store:6379,key=${API_KEY}"
                ports:
                  - "8000:80"
                depends_on:
                  store:
                    condition: "service_started"
                networks:
                  - "aspire"
                pids_limit: 256
            networks:
              aspire:
                driver: "bridge"
            volumes:
              kept:
                driver: "local"

            """,
            await FileAsync("docker-compose.yaml"));
        Assert.Equal("# Parameter api-key\nAPI_KEY=\n", await FileAsync(".env.example"));
    }

    [Fact]
    public async Task Publish_WithLimits_HasAllBoundsInTheServiceItself()
    {
        // Compose 2 refuses pids_limit beside limits in deploy; docker-compose 1.29 refuses pids there.
        _builder.AddContainer("web", "nginx", "1").PublishAsDockerComposeService((_, service) =>
            service.Deploy = new() { Replicas = 2, Resources = new() { Limits = new() { Cpus = "0.5", Memory = "64M" } } });
        _builder.AddDockerComposeEnvironment("compose");

        await PublishAsync();

        var file = await FileAsync("docker-compose.yaml");
        Assert.Contains("    pids_limit: 256\n    cpus: \"0.5\"\n    mem_limit: \"64M\"\n", file, StringComparison.Ordinal);
        Assert.Contains("    deploy:\n      replicas: 2\n", file, StringComparison.Ordinal);
        Assert.DoesNotContain("limits:", file, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Publish_WithChanges_MakesServicesThenFileThenVariables()
    {
        var order = new List<string>();
        _builder.AddContainer("web", "nginx", "1").PublishAsDockerComposeService((target, service) =>
        {
            order.Add($"{target.Name} of {target.Parent.Name}");
            service.Restart = "always";
        });
        _builder.AddDockerComposeEnvironment("compose")
            .ConfigureEnvFile(variables => order.Add("variables"))
            .ConfigureComposeFile(file => order.Add($"file: {file.Services["web"].Restart}"));

        await PublishAsync();

        Assert.Equal(["web of compose", "file: always", "variables"], order);
    }

    [Fact]
    public async Task Publish_WithoutADeployment_SaysWhatToAdd()
    {
        _builder.AddContainer("web", "nginx", "1");

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(PublishAsync);

        Assert.Contains("AddDockerComposeEnvironment", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private async Task PublishAsync()
    {
        await using var application = _builder.Build();
        await ((PublishSteps)application.Services.GetService(typeof(PublishSteps))!).RunAsync(TestContext.Current.CancellationToken);
    }

    private Task<string> FileAsync(string name) => File.ReadAllTextAsync(_folder.File(name), TestContext.Current.CancellationToken);
}
