using System.Diagnostics;
using System.Globalization;

namespace Belfry.Bench.Api;

/// <summary>wrk, one thread with some connections.</summary>
internal static class Wrk
{
    private static readonly string Script = Path.Combine(Repository.Folder, "bench/Api/load.lua");

    /// <param name="server">Whom to ask.</param>
    /// <param name="connections">How many, each with one request under way.</param>
    /// <param name="time">For how long, in whole seconds.</param>
    /// <param name="arguments">For the script.</param>
    public static async Task<Load> RunAsync(Server server, int connections, TimeSpan time, params string[] arguments)
    {
        string[] all = ["-t1", $"-c{connections}", $"-d{time.TotalSeconds:0}s", "--timeout", "10s", "-s", Script, server.Address.ToString(), "--", .. arguments];
        var before = server.Processor;
        using var wrk = Process.Start(new ProcessStartInfo("wrk", all) { RedirectStandardOutput = true })!;
        var output = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var figures = output.Split('\n').First(text => text.StartsWith("figures ", StringComparison.Ordinal)).Split(' ').Skip(1)
            .Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToList();
        if (figures[0] == 0)
        {
            return new Load(0, double.PositiveInfinity, double.PositiveInfinity, double.PositiveInfinity, (long)figures[2]); // nothing was answered, so not at all quickly
        }

        return new Load(figures[0] / (figures[1] / 1e6), figures[3] / 1e3, figures[4] / 1e3, (server.Processor - before).TotalMicroseconds / figures[0], (long)figures[2]);
    }
}
