using System.Diagnostics;
using System.Globalization;
using Belfry.Bench.Results;

namespace Belfry.Bench.Backup;

/// <summary>A way to copy a database, each by a process of its own.</summary>
/// <param name="Of">Who.</param>
/// <param name="Command">Makes the copy; gives what it printed.</param>
internal sealed record Way(string Of, Func<string, string, CancellationToken, Task<string>> Command)
{
    /// <summary>The project of the program that takes ours.</summary>
    public const string Project = "bench/Backup/Snapshot";

    /// <summary>Copies as large as the database.</summary>
    public static Way[] Plain { get; } =
    [
        new(Figure.Own, (path, copy, stop) => Tools.RunAsync(Snapshot, stop, path, copy)),
        new("sqlite3 .backup", (path, copy, stop) => Tools.RunAsync("sqlite3", stop, path, $".backup '{copy}'")),
        new("VACUUM INTO", (path, copy, stop) => Tools.RunAsync("sqlite3", stop, path, $"vacuum into '{copy}'")),
        new("cp, writers stopped", (path, copy, stop) => Tools.RunAsync("cp", stop, path, copy)),
    ];

    public static Way[] Compressed { get; } =
    [
        new(Figure.Own, (path, copy, stop) => Tools.RunAsync(Snapshot, stop, path, copy, "compressed")),
        // Where the file changed as tar read it, it ends with 1, which scripts let pass.
        new("tar czf", (path, copy, stop) => Tools.RunAsync(
            "sh", stop, "-c", "tar czf \"$1\" -C \"$2\" \"$3\" || [ $? = 1 ]", "tar", copy, Path.GetDirectoryName(path)!, Path.GetFileName(path))),
    ];

    private static string Snapshot => Native.Program(Project, "Snapshot");

    /// <summary>Copies into an empty folder.</summary>
    public async Task<(double Seconds, double Megabytes, double Resident)> RunAsync(string path, WorkFolder folder, CancellationToken stop = default)
    {
        var clock = Stopwatch.StartNew();
        var said = await Command(path, folder.File("copy"), stop);
        var seconds = clock.Elapsed.TotalSeconds;
        var bytes = new DirectoryInfo(folder.Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        return (seconds, bytes / 1e6, Of == Figure.Own ? double.Parse(said, CultureInfo.InvariantCulture) / 1024 : 0);
    }
}
