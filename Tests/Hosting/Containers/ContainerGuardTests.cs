using System.Diagnostics;
using System.Runtime.CompilerServices;
using Aspire.Hosting;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting.Containers;

[Collection(nameof(EngineCollection))]
public sealed class ContainerGuardTests
{
    private const string Marker = "BELFRY_TEST_CONTAINER_HOST";

    public ContainerGuardTests(EngineFixture engine) => engine.Require();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Kill_HostWithContainer_LeavesNothing()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ContainerGuardTests).Assembly.Location]);
        start.Environment[Marker] = "true";
        using var host = Process.Start(start)!;
        try
        {
            await Eventually.TrueAsync(async () => (await Docker.ContainersOfAsync("stubborn")).Length == 1, "the container of the host");
        }
        finally
        {
            host.Kill();
        }

        await Eventually.TrueAsync(async () => (await Docker.ContainersOfAsync("stubborn")).Length == 0, "the container to be gone");
        await Eventually.TrueAsync(async () => (await Docker.NetworksAsync()).Length == 0, "the network to be gone");
    }

    /// <summary>This program as an application host that can be killed: with a container that ignores every request to end.</summary>
    [ModuleInitializer]
    internal static void RunAsHost()
    {
        if (Environment.GetEnvironmentVariable(Marker) is not null)
        {
            var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
            builder.AddContainer("stubborn", EngineFixture.Image).WithEntrypoint("/bin/sh").WithArgs("-c", "trap '' TERM; while true; do sleep 1; done");
            builder.Build().Run();
            Environment.Exit(0);
        }
    }
}
