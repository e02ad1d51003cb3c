using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting.Containers;

[Collection(nameof(EngineCollection))]
public sealed class ContainerGuardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    public ContainerGuardTests(EngineFixture engine) => engine.Require();

    [Fact(Timeout = 5 * TestApp.Timeout)]
    public async Task Kill_HostWithContainer_LeavesNothing()
    {
        var name = $"belfry-test-{Guid.NewGuid():N}";
        var run = "";
        using var host = TestHostProcess.Start("container", null, $"--Image={EngineFixture.Image}", $"--Name={name}");
        await Eventually.TrueAsync(async () => (run = await RunOfAsync(name)).Length > 0, "the container of the host", Patience);

        host.Kill();

        await Eventually.TrueAsync(async () => (await Docker.ContainersAsync(run)).Length == 0, "the container to be gone", Patience);
        await Eventually.TrueAsync(async () => (await Docker.NetworksAsync(run)).Length == 0, "the network to be gone", Patience);
    }

    private static async Task<string> RunOfAsync(string container)
    {
        var (exitCode, output) = await Docker.RunAsync("inspect", "--format", "{{index .Config.Labels \"apphost.run\"}}", container);
        return exitCode == 0 ? output : "";
    }
}
