using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting.Containers;

[Collection(nameof(EngineCollection))]
public sealed class ContainerGuardTests
{
    public ContainerGuardTests(EngineFixture engine) => engine.Require();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Kill_HostWithContainer_LeavesNothing()
    {
        using var host = TestHostProcess.Start("container", null, $"--Image={EngineFixture.Image}");
        await Eventually.TrueAsync(async () => (await Docker.ContainersOfAsync("stubborn")).Length == 1, "the container of the host");

        host.Kill();

        await Eventually.TrueAsync(async () => (await Docker.ContainersOfAsync("stubborn")).Length == 0, "the container to be gone");
        await Eventually.TrueAsync(async () => (await Docker.NetworksAsync()).Length == 0, "the network to be gone");
    }
}
