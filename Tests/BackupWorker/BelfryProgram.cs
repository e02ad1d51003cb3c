using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.BackupWorker;

/// <summary>What a finished command left: its exit code and both outputs.</summary>
internal sealed record Answer(int ExitCode, string Output, string Errors);

/// <summary>The built program, started as a process of its own with nothing of this process's configuration.</summary>
internal static class BelfryProgram
{
    public static string Assembly { get; } = BuiltProgram.PathOf("BackupWorker", "belfry.dll");

    public static ProcessStartInfo StartInfo(string folder, params IEnumerable<string> arguments)
    {
        var info = BuiltProgram.StartInfo("BackupWorker", "belfry.dll", arguments);
        info.WorkingDirectory = folder;
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.RedirectStandardInput = true;
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
