using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting.Containers;

[Collection(nameof(EngineCollection))]
public sealed class PersistentContainerTests : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _name = $"belfry-test-{Guid.NewGuid():N}";

    public PersistentContainerTests(EngineFixture engine) => engine.Require();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task NextRun_SameDescription_TakesItOver()
    {
        var first = await RunAsync(text: "one");
        var second = await RunAsync(text: "one");
        var changed = await RunAsync(text: "two");

        Assert.Equal(first, second);
        Assert.NotEqual(second, changed);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task NextRun_OtherFiles_MakesItAnew()
    {
        var first = await RunAsync(file: "one");
        var second = await RunAsync(file: "one");
        var changed = await RunAsync(file: "two");

        Assert.Equal(first, second);
        Assert.NotEqual(second, changed);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task NextRun_TagStandsForAnotherImage_MakesItAnew()
    {
        await Docker.RunAsync("tag", EngineFixture.Image, Tag);
        var first = await RunAsync(image: Tag);
        var committed = await Docker.RunAsync("commit", "--change", "LABEL belfry.test=yes", _name, Tag);
        Assert.Equal(0, committed.ExitCode);

        Assert.NotEqual(first, await RunAsync(image: Tag));
    }

    private string Tag => $"{_name}:1";

    public async ValueTask DisposeAsync()
    {
        await Docker.RunAsync("rm", "--force", _name);
        await Docker.RunAsync("network", "rm", $"apphost-{ContainerNames.Hash(_folder.Path)}");
        await Docker.RunAsync("image", "rm", "--force", Tag);
        _folder.Dispose();
    }

    /// <summary>Runs an application with a persistent container, asks it over its endpoint, and returns the container's id.</summary>
    private async Task<string> RunAsync(string text = "", string file = "", string image = EngineFixture.Image)
    {
        var builder = TestApp.DescribeIn(_folder.Path);
        builder.AddPerlServer("keep", "$ENV{TEXT} . `cat /etc/made`").WithImage(image).WithEnvironment("TEXT", text)
            .WithContainerFiles("/etc", [new ContainerFile { Name = "made", Contents = file }])
            .WithContainerName(_name).WithLifetime(ContainerLifetime.Persistent).WithHttpHealthCheck("/");
        await using (var app = await TestApp.StartAsync(builder))
        {
            await app.Notifications.WaitForResourceHealthyAsync("keep", TestContext.Current.CancellationToken);
            using var client = app.Application.CreateHttpClient("keep");
            Assert.Equal(text + file, await client.GetStringAsync("/", TestContext.Current.CancellationToken));
        }

        var state = await Docker.RunAsync("inspect", "--format", "{{.Id}} {{.State.Running}}", _name);
        Assert.EndsWith(" true", state.Output, StringComparison.Ordinal);
        return state.Output;
    }
}
