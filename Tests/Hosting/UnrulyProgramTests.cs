using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

/// <summary>Programs that do what no program should.</summary>
public sealed class UnrulyProgramTests
{
    [Fact(Timeout = TestApp.Timeout)]
    public async Task Dispose_ProgramIgnoresTheRequestToEnd_IsEnded()
    {
        var builder = TestApp.Describe();
        builder.AddShell("deaf", "trap '' TERM INT HUP; echo ready; while :; do sleep 621; done");
        await using (var app = await TestApp.StartAsync(builder))
        {
            await app.LineAsync("deaf", "ready");
        }

        Assert.Empty(RunningProcesses.WithArgument("621"));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ProgramPrintsAHundredMegabytes_KeepsTheNewestLinesOnly()
    {
        var builder = TestApp.Describe();
        builder.AddShell("loud", "yes 'one line of a hundred characters, give or take, as a log that nobody will ever read usually has' | head -c 100000000; echo; echo done");
        await using var app = await TestApp.StartAsync(builder);

        Assert.Equal(0, (await app.StateAsync("loud", KnownResourceStates.Finished)).ExitCode);

        var lines = await app.OutputAsync("loud");
        Assert.Equal(ConsoleLog.MaxLines, lines.Length);
        Assert.Equal("done", lines[^1]);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ProgramIsKilled_SaysSoInWords()
    {
        var builder = TestApp.Describe();
        builder.AddShell("victim", "kill -KILL $$");
        await using var app = await TestApp.StartAsync(builder);
        await app.StateAsync("victim", KnownResourceStates.Exited);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Notifications.WaitForResourceHealthyAsync("victim", TestContext.Current.CancellationToken));

        Assert.Contains("exit code 137 (killed with SIGKILL: by hand, or by the system for want of memory).", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_FiftyProgramsAtOnce_AllRun()
    {
        var builder = TestApp.Describe();
        for (var i = 0; i < 50; i++)
        {
            builder.AddShell($"worker-{i}", "exec sleep 622");
        }

        await using (var app = await TestApp.StartAsync(builder))
        {
            await Task.WhenAll(Enumerable.Range(0, 50).Select(i => app.StateAsync($"worker-{i}", KnownResourceStates.Running)));
        }

        Assert.Empty(RunningProcesses.WithArgument("622"));
    }
}
