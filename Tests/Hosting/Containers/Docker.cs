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

    /// <summary>The names of containers that belong to a resource, running or not.</summary>
    public static async Task<string[]> ContainersOfAsync(string resource) => Lines(
        await RunAsync("ps", "--all", "--filter", $"label=apphost.resource={resource}", "--format", "{{.Names}}"));

    /// <summary>The networks that runs have made.</summary>
    public static async Task<string[]> NetworksAsync() => Lines(await RunAsync("network", "ls", "--filter", "name=apphost-", "--format", "{{.Name}}"));

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
