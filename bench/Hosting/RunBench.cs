using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace Belfry.Bench.Hosting;

/// <summary>
/// Starts the built AppHost as its user does, with <c>dotnet run --no-build</c>, dashboard included, on a fresh volume, and stops it as Ctrl+C does.
/// What <c>dotnet run</c> itself takes before the host begins is the same for any project; it is told apart from what the host and its resources take.
/// </summary>
internal static class RunBench
{
    private static readonly string Configuration =
        typeof(RunBench).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    public static async Task RunAsync(int times)
    {
        var start = new Figures("dotnet run until all is healthy", "s ");
        var own = new Figures("of it since the host began", "s ");
        var processor = new Figures("processor time of the host", "s ");
        var memory = new Figures("memory of the host", "MB");
        var stop = new Figures("stop", "s ");
        for (var i = 0; i < times; i++)
        {
            var folder = Directory.CreateTempSubdirectory("belfry-bench-");
            var clock = Stopwatch.StartNew();
            using var run = Start(folder.FullName);
            await HealthyAsync(run);
            var healthy = DateTime.Now;
            start.Add(clock.Elapsed.TotalSeconds);
            using var host = HostOf(run);
            own.Add((healthy - host.StartTime).TotalSeconds);
            processor.Add(host.TotalProcessorTime.TotalSeconds);
            memory.Add(host.WorkingSet64 / 1e6);
            clock.Restart();
            using var kill = Process.Start("kill", ["-TERM", $"{host.Id}"]);
            await run.WaitForExitAsync();
            stop.Add(clock.Elapsed.TotalSeconds);
            folder.Delete(recursive: true);
        }

        start.Print();
        own.Print();
        processor.Print();
        memory.Print();
        stop.Print();
    }

    private static Process Start(string folder) => Process.Start(
        new ProcessStartInfo("dotnet",
        [
            "run", "--no-build", "--configuration", Configuration, "--project", Projects.AppHost.ProjectPath, "--",
            $"--Volumes:data:Path={Path.Combine(folder, "data")}",
            $"--Dashboard:Data:Directory={Path.Combine(folder, "telemetry")}",
        ])
        {
            RedirectStandardOutput = true,
        })!;

    /// <summary>The one process that <c>dotnet run</c> started.</summary>
    private static Process HostOf(Process run)
    {
        using var find = Process.Start(new ProcessStartInfo("pgrep", ["-P", $"{run.Id}"]) { RedirectStandardOutput = true })!;
        return Process.GetProcessById(int.Parse(find.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture));
    }

    private static async Task HealthyAsync(Process host)
    {
        while (await host.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Contains("Everything is healthy", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException("The host ended before everything was healthy; its fault is above.");
    }
}
