using System.Diagnostics;
using System.Globalization;

namespace Belfry.Bench.Api;

/// <summary>wrk, one thread with 100 connections.</summary>
internal static class Wrk
{
    private static readonly string Script = Path.Combine(Repository.Folder, "bench/Api/load.lua");

    /// <param name="server">Whom to ask.</param>
    /// <param name="seconds">For how long.</param>
    /// <param name="arguments">For the script: GET or POST, the file with the ids of lists, and the token; none asks for <c>/bare</c> again and again.</param>
    public static async Task<Load> RunAsync(Server server, int seconds, params string[] arguments)
    {
        var script = arguments.Length == 0 ? (string[])[] : ["-s", Script];
        var start = new ProcessStartInfo("wrk", ["-t1", "-c100", $"-d{seconds}s", "--timeout", "10s", .. script, new Uri(server.Address, "/bare").ToString(), "--", .. arguments])
        {
            RedirectStandardOutput = true,
        };
        var before = server.Processor;
        using var wrk = Process.Start(start)!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        if (arguments.Length == 0)
        {
            var line = output.Split('\n').First(text => text.StartsWith("Requests/sec:", StringComparison.Ordinal));
            return new Load(double.Parse(line.Split(':')[1], CultureInfo.InvariantCulture), 0, 0, 0, 0);
        }

        var figures = output.Split('\n').First(text => text.StartsWith("figures ", StringComparison.Ordinal)).Split(' ').Skip(1)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        return new Load(figures[0] / (figures[1] / 1e6), figures[3] / 1e3, figures[4] / 1e3, (server.Processor - before).TotalMicroseconds / figures[0], (long)figures[2]);
    }
}

/// <param name="PerSecond">Requests answered.</param>
/// <param name="P50">In ms.</param>
/// <param name="P99">In ms.</param>
/// <param name="Processor">What the server took of it for one request, in µs: says more than the rest on a machine that has other work.</param>
/// <param name="Failed">Answers that were errors, and connections that broke.</param>
internal sealed record Load(double PerSecond, double P50, double P99, double Processor, long Failed);
