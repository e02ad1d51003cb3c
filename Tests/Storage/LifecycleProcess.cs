using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage;

/// <summary>The program <c>Tests/Programs/Lifecycle</c>: one step of an archive's life in a process that can die in the middle of it.</summary>
internal static class LifecycleProcess
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Process Start(params string[] arguments)
    {
        var start = BuiltProgram.StartInfo("Lifecycle", "Lifecycle.dll", arguments);
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        return Process.Start(start)!;
    }

    /// <summary>Runs a step; true when it was killed, false when it came to its end.</summary>
    public static async Task<bool> IsKilledAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        using var limit = new CancellationTokenSource(Limit);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode is 0 or > 128, $"{string.Join(' ', arguments)} ended with {process.ExitCode}");
        return process.ExitCode != 0;
    }
}
