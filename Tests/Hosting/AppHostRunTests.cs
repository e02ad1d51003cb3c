using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>The built AppHost as its user meets it: a process in a terminal.</summary>
public sealed class AppHostRunTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Kill_HostIsKilledWithoutAChance_NoProcessIsLeft()
    {
        using var host = await StartAsync();
        var run = RunningProcesses.VariableOfChild(host.Id, "APPHOST_RUN_ID");
        Assert.NotNull(run);
        Assert.NotEmpty(RunningProcesses.WithVariable(run));

        host.Kill();

        await UntilAsync(() => RunningProcesses.WithVariable(run).Count == 0);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Terminate_HostIsAskedToStop_NoProcessIsLeftAndTheExitCodeIsZero()
    {
        using var host = await StartAsync();
        var run = RunningProcesses.VariableOfChild(host.Id, "APPHOST_RUN_ID");
        Assert.NotNull(run);

        using (var kill = Process.Start("kill", ["-TERM", $"{host.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, host.ExitCode);
        Assert.Empty(RunningProcesses.WithVariable(run));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Run_VolumeCannotBeWritten_EndsWithThreeLinesAndCodeOne()
    {
        var (code, errors) = await RunToEndAsync("--Volumes:data:Path=/dev/null/data");

        Assert.Equal(1, code);
        Assert.StartsWith("error: The volume 'data' cannot be written: /dev/null/data\n  why:  ", errors, StringComparison.Ordinal);
        Assert.Equal(3, errors.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("   at ", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private static Process Host(params string[] args)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are counted through /proc.");
        if (Prerequisite.FindProgram("npm") is null)
        {
            Prerequisite.Missing("Node.js and npm are not installed", "sudo apt-get install nodejs npm");
        }

        var program = Path.Combine(Path.GetDirectoryName(Projects.AppHost.ProjectPath)!, "artifacts", "bin", "AppHost", "debug", "AppHost.dll");
        var start = new ProcessStartInfo("dotnet", [program, .. args]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        return Process.Start(start)!;
    }

    private static async Task<(int Code, string Errors)> RunToEndAsync(params string[] args)
    {
        using var host = Host(args);
        var errors = await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await host.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (host.ExitCode, errors);
    }

    private async Task<Process> StartAsync()
    {
        var host = Host($"--Volumes:data:Path={_folder.File("data")}");
        while (await host.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.Contains("Everything is healthy", StringComparison.Ordinal))
            {
                return host;
            }
        }

        Assert.Fail($"The host ended before everything was healthy: {await host.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)}");
        return host;
    }
}
