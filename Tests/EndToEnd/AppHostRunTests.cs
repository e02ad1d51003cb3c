using Belfry.Tests.Hosting;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd;

/// <summary>How a run of the application ends: asked to, killed, or before it began.</summary>
public sealed class AppHostRunTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Kill_HostIsKilledWithoutAChance_NoProcessIsLeft()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are counted through /proc.");
        await using var host = await AppHostProcess.StartAsync(Cancellation);
        var run = RunningProcesses.VariableOfChild(host.Id, "APPHOST_RUN_ID");
        Assert.NotNull(run);
        Assert.NotEmpty(RunningProcesses.WithVariable(run));

        host.Kill();

        await Eventually.TrueAsync(() => Task.FromResult(RunningProcesses.WithVariable(run).Count == 0), "every process of the run to end");
    }

    [Fact]
    public async Task Terminate_HostIsAskedToStop_NoProcessIsLeftAndTheExitCodeIsZero()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are counted through /proc.");
        await using var host = await AppHostProcess.StartAsync(Cancellation);
        var run = RunningProcesses.VariableOfChild(host.Id, "APPHOST_RUN_ID");
        Assert.NotNull(run);

        var exitCode = await host.TerminateAsync(Cancellation);

        Assert.Equal(0, exitCode);
        Assert.Empty(RunningProcesses.WithVariable(run));
    }

    [Fact]
    public async Task Run_VolumeCannotBeWritten_EndsWithThreeLinesAndCodeOne()
    {
        var answer = await AppHostProcess.RunToEndAsync("--Volumes:data:Path=/dev/null/data");

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith("error: The volume 'data' cannot be written: /dev/null/data\n  why:  ", answer.Errors, StringComparison.Ordinal);
        Assert.Equal(3, answer.Errors.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Run_DatabaseIsCorrupt_SaysSoAndLeavesTheFileAlone()
    {
        using var folder = new TempFolder();
        var file = folder.File("app.db");
        var rubbish = new byte[8192];
        new Random(1).NextBytes(rubbish);
        await File.WriteAllBytesAsync(file, rubbish, Cancellation);

        var answer = await AppHostProcess.RunToEndAsync($"--Volumes:data:Path={folder.Path}");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains(file, answer.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
        Assert.Equal(rubbish, await File.ReadAllBytesAsync(file, Cancellation));
    }

    [Fact]
    public async Task Run_PortIsTaken_NamesThePortAndEndsWithCodeOne()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        using var folder = new TempFolder();

        var answer = await AppHostProcess.RunToEndAsync($"--Volumes:data:Path={folder.File("data")}", $"--Ports:web={port}");

        Assert.Equal(1, answer.ExitCode);
        Assert.Contains($"{port}", answer.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", answer.Errors, StringComparison.Ordinal);
    }
}
