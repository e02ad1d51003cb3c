using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

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
        await using (var app = await TestApp.StartAsync(builder))
        {
            await app.Notifications.WaitForResourceHealthyAsync("web", TestContext.Current.CancellationToken);
            using var client = app.Application.CreateHttpClient("web");

            Assert.Equal("hello, \"world\" you", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
            await app.LineAsync("web", "listening");
            var state = await app.StateAsync("web", KnownResourceStates.Running);
            Assert.Equal("Container", state.ResourceType);
            Assert.Equal(EngineFixture.Image, state.Properties.Single(p => p.Name == "container.image").Value);
        }

        Assert.Empty(await Docker.ContainersOfAsync("web"));
        Assert.Empty(await Docker.NetworksAsync());
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
        Assert.Empty(await Docker.ContainersOfAsync("job"));
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
        Assert.Empty(await Docker.ContainersOfAsync("web"));

        await app.Application.ResourceCommands.ExecuteCommandAsync("web", KnownResourceCommands.StartCommand, TestContext.Current.CancellationToken);
        await app.StateAsync("web", KnownResourceStates.Running);
        using var client = app.Application.CreateHttpClient("web");
        Assert.Equal("hello", await client.GetStringAsync("/", TestContext.Current.CancellationToken));
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
