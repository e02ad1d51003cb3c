using System.Diagnostics;

namespace Belfry.Bench.Hosting;

/// <summary>Starts the built AppHost as its user does, dashboard included, on a fresh volume, and stops it as Ctrl+C does.</summary>
internal static class RunBench
{
    public static async Task RunAsync(int times)
    {
        var start = new Figures("start until everything is healthy", "s ");
        var processor = new Figures("processor time of the host", "s ");
        var memory = new Figures("memory of the host", "MB");
        var stop = new Figures("stop", "s ");
        for (var i = 0; i < times; i++)
        {
            var folder = Directory.CreateTempSubdirectory("belfry-bench-");
            using var host = Start(folder.FullName);
            var clock = Stopwatch.StartNew();
            await HealthyAsync(host);
            start.Add(clock.Elapsed.TotalSeconds);
            host.Refresh();
            processor.Add(host.TotalProcessorTime.TotalSeconds);
            memory.Add(host.WorkingSet64 / 1e6);
            clock.Restart();
            using var kill = Process.Start("kill", ["-TERM", $"{host.Id}"]);
            await host.WaitForExitAsync();
            stop.Add(clock.Elapsed.TotalSeconds);
            folder.Delete(recursive: true);
        }

        start.Print();
        processor.Print();
        memory.Print();
        stop.Print();
    }

    private static Process Start(string folder) => Process.Start(
        new ProcessStartInfo("dotnet", [typeof(Projects.AppHost).Assembly.Location, $"--Volumes:data:Path={Path.Combine(folder, "data")}", $"--Dashboard:Data:Directory={Path.Combine(folder, "telemetry")}"])
        {
            RedirectStandardOutput = true,
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
        })!;

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
