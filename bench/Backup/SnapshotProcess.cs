using Belfry.Storage.Backup;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Bench.Backup;

/// <summary>A process of its own that takes one snapshot and prints the most memory that it had resident, in KiB.</summary>
internal static class SnapshotProcess
{
    public static async Task<int> RunAsync(string path, string folder)
    {
        var archive = await Archive.OpenAsync(new ArchiveOptions { Target = new FolderTarget(folder), Compress = folder.EndsWith(Compressed, StringComparison.Ordinal) });
        await archive.TakeSnapshotAsync(path);
        Console.WriteLine(File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]);
        return 0;
    }

    /// <summary>The end of the name of an archive that is to be compressed, as it is by default.</summary>
    public const string Compressed = ".compressed";
}
