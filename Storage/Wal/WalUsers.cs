using System.Globalization;

namespace Belfry.Storage.Wal;

/// <summary>Which other processes keep a WAL from being copied or restarted, as far as Linux tells: in a container it shows only those of the same one.</summary>
internal static class WalUsers
{
    private const string Locks = "/proc/locks";
    private const int MostNamed = 5;

    // SQLite's locks in the -shm file: the writer's byte, then one for each read mark; on mark 0 (byte 123) nothing of the WAL is needed.
    private const long WriterByte = 120;
    private const long FirstMarkByte = 124;
    private const long LastMarkByte = 127;

    /// <summary>Such as <c>4711 (sqlite3)</c>; none when nobody is seen.</summary>
    public static List<string> Find(string databasePath) =>
        File.Exists(Locks) && FileIdentity.Of(databasePath + "-shm") is { } shm
            ? [.. File.ReadLines(Locks).Select(line => HolderIn(line, shm)).OfType<int>().Where(process => process != Environment.ProcessId).Distinct().Take(MostNamed).Select(Describe)]
            : [];

    /// <summary>The process of a line such as <c>1: POSIX  ADVISORY  READ  4711 fe:01:131079 124 124</c>; null when it is about something else.</summary>
    private static int? HolderIn(string line, FileIdentity shm) =>
        line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [_, "POSIX", _, "READ" or "WRITE", var process, var file, var from, var to]
            && file.EndsWith($":{shm.Number}", StringComparison.Ordinal)
            && long.TryParse(from, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(to, CultureInfo.InvariantCulture, out var last)
            && ((first <= WriterByte && last >= WriterByte) || (first <= LastMarkByte && last >= FirstMarkByte))
            && int.TryParse(process, CultureInfo.InvariantCulture, out var id)
                ? id
                : null;

    private static string Describe(int process)
    {
        try
        {
            return $"{process} ({File.ReadAllText($"/proc/{process}/comm").Trim()})";
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return $"{process}";
        }
    }
}
