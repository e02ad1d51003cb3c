using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>What a finished command left: its exit code and both outputs.</summary>
internal sealed record Answer(int ExitCode, string Output, string Errors);

/// <summary>The built program, started as a process of its own with nothing of this process's configuration.</summary>
internal static class BelfryProgram
{
    /// <summary>artifacts/bin/BackupWorker/debug/belfry.dll, in the configuration that the tests were built in.</summary>
    public static string Assembly { get; } = Path.Combine(
        RepositoryRoot.Path, "artifacts", "bin", "BackupWorker", new DirectoryInfo(AppContext.BaseDirectory).Name, "belfry.dll");

    public static ProcessStartInfo StartInfo(string folder, params IEnumerable<string> arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Assembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in info.Environment.Keys.Where(name => name.Contains("__", StringComparison.Ordinal) || name.StartsWith("OTEL_", StringComparison.Ordinal)).ToList())
        {
            info.Environment.Remove(name);
        }

        return info;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Answer> RunAsync(ProcessStartInfo info)
    {
        using var process = Process.Start(info)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Answer(process.ExitCode, await output, await errors);
    }
}
