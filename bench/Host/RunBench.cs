using System.Diagnostics;
using System.Globalization;
using Belfry.Bench.Results;

namespace Belfry.Bench.Host;

/// <summary>
/// Starts the built AppHost as its user does, with <c>dotnet run --no-build</c>, on a fresh volume, and stops it as Ctrl+C does.
/// What <c>dotnet run</c> itself takes before the host begins is the same for any project; it is told apart from what the host and its resources take.
/// </summary>
internal static class RunBench
{
    public const string Case = "the whole application";

    public static async Task RunAsync(Collector figures)
    {
        using var work = new WorkFolder();
        var (began, clock) = (DateTime.Now, Stopwatch.StartNew());
        using var run = Start(work);
        var (healthy, dashboard) = await UpAsync(run, clock);
        using var host = HostOf(run);
        figures.Add(Case, "", Figure.Own, "start to healthy", "s", (began + healthy - host.StartTime).TotalSeconds);
        figures.Add(Case, "", Figure.Own, "with dotnet run before it", "s", healthy.TotalSeconds);
        figures.Add(Case, "", Figure.Own, "dashboard there", "s", (began + dashboard - host.StartTime).TotalSeconds);
        figures.Add(Case, "", Figure.Own, "processor of the host", "s", host.TotalProcessorTime.TotalSeconds);
        figures.Add(Case, "", Figure.Own, "resident of the host", "MB", host.WorkingSet64 / 1e6);
        clock.Restart();
        using var kill = Process.Start("kill", ["-TERM", $"{host.Id}"]);
        await run.WaitForExitAsync();
        figures.Add(Case, "", Figure.Own, "stop", "s", clock.Elapsed.TotalSeconds);
    }

    private static Process Start(WorkFolder work) => Process.Start(
        new ProcessStartInfo("dotnet",
        [
            "run", "--no-build", "--project", Projects.AppHost.ProjectPath, "--",
            $"--Volumes:data:Path={work.File("data")}",
            $"--Dashboard:Data:Directory={work.File("telemetry")}",
        ])
        {
            RedirectStandardOutput = true,
        })!;

    /// <summary>The one process that <c>dotnet run</c> started.</summary>
    private static Process HostOf(Process run) =>
        Process.GetProcessById(int.Parse(Tools.Output("pgrep", "-P", $"{run.Id}"), CultureInfo.InvariantCulture));

    /// <summary>How long it took until everything was healthy, and until the dashboard was there, whichever comes first.</summary>
    private static async Task<(TimeSpan Healthy, TimeSpan Dashboard)> UpAsync(Process run, Stopwatch clock)
    {
        TimeSpan? healthy = null, dashboard = null;
        while (await run.StandardOutput.ReadLineAsync() is { } line)
        {
            healthy ??= At("Everything is healthy");
            dashboard ??= At("Login to the dashboard");
            if (healthy is { } first && dashboard is { } second)
            {
                return (first, second);
            }

            TimeSpan? At(string words) => line.Contains(words, StringComparison.Ordinal) ? clock.Elapsed : null;
        }

        throw new InvalidOperationException("The host ended before everything was healthy; its fault is above.");
    }
}
