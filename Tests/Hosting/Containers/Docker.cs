using System.Diagnostics;

namespace Belfry.Tests.Hosting.Containers;

/// <summary>Asks the engine directly, past the application host.</summary>
internal static class Docker
{
    public static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        using var docker = Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = docker.StandardOutput.ReadToEndAsync();
        var errors = docker.StandardError.ReadToEndAsync();
        await docker.WaitForExitAsync();
        return (docker.ExitCode, (await output).Trim() + (docker.ExitCode == 0 ? "" : await errors));
    }

    /// <summary>The names of a run's containers, running or not.</summary>
    public static async Task<string[]> ContainersAsync(string run, string resource = "") => Lines(
        await RunAsync([
            "ps", "--all", "--filter", $"label=apphost.run={run}", .. resource.Length > 0 ? ["--filter", $"label=apphost.resource={resource}"] : Array.Empty<string>(),
            "--format", "{{.Names}}"]));

    /// <summary>The networks that a run has made.</summary>
    public static async Task<string[]> NetworksAsync(string run) => Lines(await RunAsync("network", "ls", "--filter", $"label=apphost.run={run}", "--format", "{{.Name}}"));

    /// <summary>Asks a program to end, and waits for it.</summary>
    public static async Task TerminateAsync(Process program)
    {
        using (program)
        {
            using var kill = Process.Start("kill", ["-TERM", $"{program.Id}"]);
            await program.WaitForExitAsync();
        }
    }

    private static string[] Lines((int ExitCode, string Output) answer)
    {
        Assert.True(answer.ExitCode == 0, answer.Output);
        return answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
