namespace Belfry.Storage;

/// <summary>A database file and the files that SQLite keeps beside it; with those of another database it would be damaged.</summary>
public static class DatabaseFiles
{
    /// <summary>What follows the path of the database in the names of its files: nothing, the database itself, comes first.</summary>
    public static IReadOnlyList<string> Ends { get; } = ["", "-wal", "-shm", "-journal"];

    /// <summary>
    /// A text that is the same for two paths exactly when they lead to one file, through whatever links; a file that is not there yet is known by its folder and its name.
    /// Where the system does not tell files apart, only a link that is the file itself is followed.
    /// </summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    /// <exception cref="UnauthorizedAccessException">A link may not be read.</exception>
    public static string Identity(string path)
    {
        var full = Path.GetFullPath(path);
        return FileIdentity.Of(full) is { } file ? file.ToString()
            : FileIdentity.Of(Path.GetDirectoryName(full)!) is { } folder ? $"{folder}/{Path.GetFileName(full)}"
            : File.Exists(full) ? File.ResolveLinkTarget(full, returnFinalTarget: true)?.FullName ?? full
            : full;
    }

    /// <summary>Deletes a database that nobody uses, with what lies beside it; nothing happens when it does not exist.</summary>
    public static void Delete(string path)
    {
        foreach (var end in Ends)
        {
            File.Delete(path + end);
        }
    }
}
