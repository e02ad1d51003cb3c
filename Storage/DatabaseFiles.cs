namespace Belfry.Storage;

/// <summary>A database file and the files that SQLite keeps beside it; with those of another database it would be damaged.</summary>
public static class DatabaseFiles
{
    /// <summary>What follows the path of the database in the names of its files: nothing, the database itself, comes first.</summary>
    public static IReadOnlyList<string> Ends { get; } = ["", "-wal", "-shm", "-journal"];

    /// <summary>Deletes a database that nobody uses, with what lies beside it; nothing happens when it does not exist.</summary>
    public static void Delete(string path)
    {
        foreach (var end in Ends)
        {
            File.Delete(path + end);
        }
    }
}
