using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;

namespace Belfry.Tests.Hosting;

public sealed class ProcessTests
{
    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ProgramEndsWithACode_ShowsItAndItsLastLines()
    {
        var builder = TestApp.Describe();
        builder.AddShell("worker", "echo starting; echo 'wrong cron expression' >&2; exit 3");
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(3, (await app.StateAsync("worker", KnownResourceStates.Exited)).ExitCode);
        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Notifications.WaitForResourceHealthyAsync("worker", TestContext.Current.CancellationToken));
        Assert.Contains("| wrong cron expression", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ProgramIsMissing_SaysWhatToInstall()
    {
        var builder = TestApp.Describe();
        builder.AddExecutable("worker", "no-such-program", "/");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("worker", KnownResourceStates.FailedToStart);

        Assert.Contains("  why:  The program 'no-such-program' was not found in PATH.", string.Join('\n', await app.OutputAsync("worker")), StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_DependencyIsNotDone_StartsAfterIt()
    {
        using var folder = new Support.TempFolder();
        var builder = TestApp.Describe();
        var migrate = builder.AddShell("migrate", $"sleep 0.2; touch {folder.File("done")}");
        builder.AddShell("api", $"test -e {folder.File("done")}").WaitForCompletion(migrate);
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(0, (await app.StateAsync("api", KnownResourceStates.Finished)).ExitCode);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_DependencyFails_FailsThoseThatWaitInTests()
    {
        var builder = TestApp.Describe();
        var migrate = builder.AddShell("migrate", "exit 1");
        builder.AddShell("api", "true").WaitForCompletion(migrate);
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("api", KnownResourceStates.FailedToStart);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Restart_RunningProgram_HasAnotherProcess()
    {
        var builder = TestApp.Describe();
        builder.AddShell("worker", "echo $$; exec sleep 600");
        await using var app = await TestApp.StartAsync(builder);
        var first = ProcessOf(await app.StateAsync("worker", KnownResourceStates.Running));

        var result = await app.Application.ResourceCommands.ExecuteCommandAsync(
            "worker", KnownResourceCommands.RestartCommand, TestContext.Current.CancellationToken);

        Assert.True(result.Success);
        Assert.NotEqual(first, ProcessOf(await app.StateAsync("worker", KnownResourceStates.Running)));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Stop_ProgramWithChildren_EndsThemAll()
    {
        var builder = TestApp.Describe();
        builder.AddShell("parent", "sleep 611 & (sleep 612 & sleep 613) & wait");
        await using var app = await TestApp.StartAsync(builder);
        await Support.Eventually.TrueAsync(() => Task.FromResult(RunningProcesses.WithArgument("61[123]").Count == 3), "the three children to run");

        await app.Application.ResourceCommands.ExecuteCommandAsync("parent", KnownResourceCommands.StopCommand, TestContext.Current.CancellationToken);

        await app.StateAsync("parent", KnownResourceStates.Finished);
        Assert.Empty(RunningProcesses.WithArgument("61[123]"));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Command_NotUsableNow_IsRefusedWithTheState()
    {
        var builder = TestApp.Describe();
        builder.AddShell("worker", "exec sleep 600").WithExplicitStart();
        await using var app = await TestApp.StartAsync(builder);

        var result = await app.Application.ResourceCommands.ExecuteCommandAsync(
            "worker", KnownResourceCommands.RestartCommand, TestContext.Current.CancellationToken);

        Assert.Equal("'Restart' cannot be used while 'worker' is NotStarted.", result.ErrorMessage);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task CreateHttpClient_UnknownResource_ListsTheKnownOnes()
    {
        var builder = TestApp.Describe();
        builder.AddShell("worker", "true");
        await using var app = await TestApp.StartAsync(builder);

        var fault = Assert.Throws<DistributedApplicationException>(() => app.Application.CreateHttpClient("wrker"));

        Assert.Contains("The model has: worker.", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_SeveralApplicationsAtOnce_DoNotMeet()
    {
        var apps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
        {
            var builder = TestApp.Describe();
            builder.AddShell("worker", "echo $PORT; exec sleep 600").WithHttpEndpoint(env: "PORT");
            return TestApp.StartAsync(builder);
        }));

        Assert.Equal(4, apps.Select(a => a.Application.GetEndpoint("worker").Port).Distinct().Count());
        await Task.WhenAll(apps.Select(a => a.DisposeAsync().AsTask()));
    }

    private static object? ProcessOf(CustomResourceSnapshot snapshot) => snapshot.Properties.Single(p => p.Name == "executable.pid").Value;
}
