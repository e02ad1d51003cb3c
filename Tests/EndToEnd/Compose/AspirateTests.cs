using System.Net;
using System.Net.Sockets;
using Belfry.Tests.Hosting.Containers;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary><c>deploy/aspirate/compose.override.yaml</c> over the file that aspirate makes of the manifest: the same deployment.</summary>
[Collection(nameof(EngineCollection))]
public sealed class AspirateTests(EngineFixture engine) : IAsyncLifetime
{
    private const string Compose = "docker compose -f docker-compose.yaml -f compose.override.yaml";
    private static readonly string[] Bindings = ["backup-worker.http", "api.http", "web.http", "dashboard.http", "dashboard.otlp"];

    private Deployment _deployment = null!;

    public async ValueTask InitializeAsync() => _deployment = await engine.DeploymentAsync();

    [Fact(Explicit = true)] // long: see CONTRIBUTING.md
    public async Task Override_OverTheOutputOfAspirate_IsTheHardenedDeployment()
    {
        var beside = new Beside("aspirate");
        var ports = Bindings.ToDictionary(binding => binding, _ => FreePort.Find());
        await File.WriteAllTextAsync(_deployment.File("deploy/aspirate/docker-compose.yaml"), AspirateOutput.Write(ports), TestContext.Current.CancellationToken);
        try
        {
            await RunAsync($"{Compose} up -d");
            await Deployment.HealthyAsync("aspirate");

            using var visitor = new Visitor(beside.Page);
            using var page = await visitor.GetAsync("/");
            using var api = await visitor.GetAsync("/api/nothing");
            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (page.StatusCode, api.StatusCode));
            await RunAsync($"{Compose} exec -T backup-worker belfry backup");
            foreach (var service in Deployment.Services)
            {
                var (_, facts) = await Docker.RunAsync("inspect", "--format", "{{.Config.User}} {{.HostConfig.ReadonlyRootfs}} {{.HostConfig.CapDrop}} {{.HostConfig.PidsLimit}} {{.HostConfig.SecurityOpt}}", service);
                Assert.Equal("1654:1654 true [ALL] 256 [no-new-privileges:true]", facts);
                var (_, environment) = await Docker.RunAsync("inspect", "--format", "{{json .Config.Env}}", service);
                Assert.DoesNotContain(AspirateOutput.Secret, environment, StringComparison.Ordinal);
            }

            // Published by aspirate, and yet nobody's from outside: there is no way to a network that is inside, and the worker's ends at this machine.
            await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync(ports["api.http"]));
            await Assert.ThrowsAnyAsync<SocketException>(() => ConnectAsync(ports["dashboard.http"]));
            Assert.Contains("\"HostIp\":\"127.0.0.1\"", (await Docker.RunAsync("inspect", "--format", "{{json .NetworkSettings.Ports}}", "backup-worker")).Output, StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync($"{Compose} down --volumes --timeout 5");
        }

        Task RunAsync(string command) => _deployment.RunAsync($"{beside.Settings}\ncd ../aspirate\n{command}");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task ConnectAsync(int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
    }
}
