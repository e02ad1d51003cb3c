using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting.Containers;

[Collection(nameof(EngineCollection))]
public sealed class ContainerRunTests
{
    public ContainerRunTests(EngineFixture engine) => engine.Require();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ContainerWithEndpoint_AnswersAndIsRemovedInTheEnd()
    {
        var builder = TestApp.Describe();
        builder.AddPerlServer("web", "join ' ', $ENV{GREETING}, @ARGV", "you")
            .WithEnvironment("GREETING", "hello, \"world\"")
            .WithHttpHealthCheck("/");
        string run;
        await using (var app = await TestApp.StartAsync(builder))
        {
            run = app.Run;
            await app.Notifications.WaitForResourceHealthyAsync("web", TestContext.Current.CancellationToken);
            using var client = app.Application.CreateHttpClient("web");

            Assert.Equal("hello, \"world\" you", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
            await app.LineAsync("web", "listening");
            var state = await app.StateAsync("web", KnownResourceStates.Running);
            Assert.Equal("Container", state.ResourceType);
            Assert.Single(await Docker.ContainersAsync(run));
            Assert.Single(await Docker.NetworksAsync(run));
            Assert.Equal(EngineFixture.Image, state.Properties.Single(p => p.Name == "container.image").Value);
        }

        Assert.Empty(await Docker.ContainersAsync(run));
        Assert.Empty(await Docker.NetworksAsync(run));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ContainerEndsWithACode_ShowsItAndItsLastLines()
    {
        var builder = TestApp.Describe();
        builder.AddContainer("job", EngineFixture.Image).WithEntrypoint("/bin/sh").WithArgs("-c", "echo out; echo bad >&2; exit 3");
        await using var app = await TestApp.StartAsync(builder);

        var ended = await app.StateAsync("job", KnownResourceStates.Exited);

        Assert.Equal(3, ended.ExitCode);
        Assert.Equal(["bad", "out"], (await app.OutputAsync("job")).Order());
        Assert.Empty(await Docker.ContainersAsync(app.Run));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Stop_Container_RemovesItAndItCanStartAgain()
    {
        var builder = TestApp.Describe();
        builder.AddPerlServer("web", "'hello'");
        await using var app = await TestApp.StartAsync(builder);
        await app.StateAsync("web", KnownResourceStates.Running);

        await app.Application.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.StopCommand, TestContext.Current.CancellationToken);
        await app.StateAsync("web", KnownResourceStates.Finished);
        Assert.Empty(await Docker.ContainersAsync(app.Run));

        await app.Application.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.StartCommand, TestContext.Current.CancellationToken);
        await app.StateAsync("web", KnownResourceStates.Running);
        using var client = app.Application.CreateHttpClient("web");
        Assert.Equal("hello", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
    }

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData(ContainerLifetime.Session)]
    [InlineData(ContainerLifetime.Persistent)]
    public async Task Start_NameIsTakenBySomebodyElse_LeavesTheirsAlone(ContainerLifetime lifetime)
    {
        var name = $"belfry-test-{Guid.NewGuid():N}";
        using var folder = new TempFolder();
        var foreign = (await Docker.RunAsync("create", "--name", name, "--network", "none", EngineFixture.Image, "/bin/sh")).Output;
        try
        {
            var builder = TestApp.DescribeIn(folder.Path);
            builder.AddPerlServer("web", "'x'").WithContainerName(name).WithLifetime(lifetime);
            await using (var app = await TestApp.StartAsync(builder))
            {
                await app.StateAsync("web", KnownResourceStates.FailedToStart);
                Assert.Contains("Remove that container (docker rm), or give this one another name.", string.Join('\n', await app.OutputAsync("web")), StringComparison.Ordinal);
            }

            Assert.Equal(foreign, (await Docker.RunAsync("inspect", "--format", "{{.Id}}", name)).Output);
        }
        finally
        {
            await Docker.RunAsync("rm", "--force", foreign);
            await Docker.RunAsync("network", "rm", $"apphost-{ContainerNames.Hash(folder.Path)}");
        }
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ImageIsMissing_SaysWhatToCheck()
    {
        var builder = TestApp.Describe();
        builder.AddContainer("web", "belfry-test-no-such-image").WithImagePullPolicy(ImagePullPolicy.Never);
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("web", KnownResourceStates.FailedToStart);

        var log = string.Join('\n', await app.OutputAsync("web"));
        Assert.Contains("The container 'web' cannot start.\n  why:  ", log, StringComparison.Ordinal);
        Assert.Contains("Check the image's name and tag in the AppHost", log, StringComparison.Ordinal);
    }
}
