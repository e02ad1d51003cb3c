using System.Globalization;
using System.Runtime.InteropServices;

namespace Belfry.Bench;

/// <summary>What a figure depends on beside the program.</summary>
internal static class Machine
{
    /// <summary>The versions of these programs are told too.</summary>
    public static string Describe(params string[] programs)
    {
        var load = File.ReadAllText("/proc/loadavg").Split(' ')[0];
        var versions = programs.Where(program => Needs.Find(program) is not null).Select(VersionOf).Prepend($".NET {Environment.Version}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd HH:mm} UTC on {Environment.ProcessorCount} cores ({Processor()}), {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9:0} GB, {RuntimeInformation.OSDescription}; {string.Join(", ", versions)}. Load average before it: {load}.");
    }

    private static string Processor() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[1].Trim() ?? RuntimeInformation.OSArchitecture.ToString();

    private static string VersionOf(string program) =>
        $"{program} {Tools.Output(Needs.Find(program)!, program switch { "nginx" => "-v", "caddy" => "version", _ => "--version" }).Split([' ', '/', '\n']).FirstOrDefault(word => word.TrimStart('v').Any(char.IsAsciiDigit))?.Trim('v', ')', ',')}";
}
