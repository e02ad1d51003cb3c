using System.Text.RegularExpressions;

namespace Belfry.Tests.Hosting;

/// <summary>What runs on this machine, from <c>/proc</c>. Processes that have ended and were not collected by their parent do not count.</summary>
internal static class RunningProcesses
{
    public static IReadOnlyList<string> WithArgument(string pattern) =>
        [.. Processes().Select(p => Read(p, "cmdline").Replace('\0', ' ')).Where(line => Regex.IsMatch(line, $"^sleep {pattern}"))];

    public static IReadOnlyList<string> WithVariable(string variable) =>
        [.. Processes().Where(p => Read(p, "environ").Contains(variable, StringComparison.Ordinal)).Select(p => Read(p, "cmdline").Replace('\0', ' '))];

    /// <summary>The ids of processes whose command line has this text; those that only name it to a shell do not count.</summary>
    public static IReadOnlyList<int> Ids(string command) =>
        [.. Processes().Where(p => Read(p, "cmdline").Replace('\0', ' ').Split(" -c ")[0].Contains(command, StringComparison.Ordinal)).Select(p => int.Parse(Path.GetFileName(p)))];

    /// <summary>Whether this process runs.</summary>
    public static bool Exists(string id) => Read(Path.Combine("/proc", id), "cmdline").Length > 0;

    /// <summary>A variable in the environment of any child of a process; null while it has none.</summary>
    public static string? VariableOfChild(int parent, string name) => Processes()
        .Where(p => Read(p, "status").Contains($"\nPPid:\t{parent}\n", StringComparison.Ordinal))
        .SelectMany(p => Read(p, "environ").Split('\0'))
        .FirstOrDefault(v => v.StartsWith($"{name}=", StringComparison.Ordinal));

    private static IEnumerable<string> Processes()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are counted through /proc.");
        return Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _));
    }

    private static string Read(string process, string file)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, file));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
