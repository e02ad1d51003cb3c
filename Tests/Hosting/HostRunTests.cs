using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>A host in a process of its own: what the person at the terminal reads, and what is left when it dies.</summary>
public sealed class HostRunTests
{
    [Fact(Timeout = TestHostProcess.Timeout)]
    public async Task Run_ProgramEndsAtOnce_PrintsItsCodeAndLastLinesAndEndsWithCodeOne()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The test program is written in shell.");
        using var host = TestHostProcess.Start("fails");

        Assert.Equal(1, await host.ExitAsync());

        // On a slow machine it also says what it waits for.
        Assert.Contains(
            """
            error: The resource 'worker' has ended with exit code 3.
              why:  Its last lines were:
                    | starting
                    | wrong cron expression
              next: Mend 'worker', then run again.
            """.ReplaceLineEndings("\n"),
            host.Output,
            StringComparison.Ordinal);
    }

    [Fact(Timeout = TestHostProcess.Timeout)]
    public async Task Run_ResourceNeverGetsHealthy_SaysWhatIsWaitedForAndWhy()
    {
        using var host = TestHostProcess.Start("unhealthy");

        var line = await host.LineAsync("Still waiting for");

        Assert.Contains("sick (Running: ", line, StringComparison.Ordinal);
        Assert.Contains("404", line, StringComparison.Ordinal);
        Assert.Contains("patient (Waiting)", line, StringComparison.Ordinal);
        Assert.Equal(0, await host.TerminateAsync());
    }

    [Fact(Timeout = TestHostProcess.Timeout)]
    public async Task Kill_WhileNpmRunsAScript_LeavesNeitherNpmNorShellNorNode()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are counted through /proc.");
        if (Prerequisite.FindProgram("npm") is null)
        {
            Prerequisite.Missing("Node.js and npm are not installed", "sudo apt-get install nodejs npm");
        }

        var script = $"setInterval(() => 0, {Random.Shared.Next(100_000_000, 1_000_000_000)})";
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(
            folder.File("package.json"),
            $$"""{ "name": "web", "private": true, "scripts": { "dev": "node -e '{{script}}' && true" } }""",
            TestContext.Current.CancellationToken);
        using var host = TestHostProcess.Start("npm", null, $"--Folder={folder.Path}");
        await Eventually.TrueAsync(() => Task.FromResult(RunningProcesses.Ids($"node -e {script}").Count == 1), "node to run", TimeSpan.FromSeconds(60));
        var run = RunningProcesses.VariableOfChild(host.Id, "APPHOST_RUN_ID");
        Assert.NotNull(run);
        Assert.True(RunningProcesses.WithVariable(run).Count >= 3);

        host.Kill();

        await Eventually.TrueAsync(() => Task.FromResult(RunningProcesses.WithVariable(run).Count == 0), "npm, its shell and node to end");
    }
}
