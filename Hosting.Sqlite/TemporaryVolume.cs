namespace Belfry.Hosting.Sqlite;

/// <summary>The folder of a test's volume and its backups, deleted with everything in it when the application is disposed.</summary>
internal sealed class TemporaryVolume(string folder) : IDisposable
{
    /// <summary>A path inside a new folder that only its owner can read.</summary>
    public static string NewPath(string name) => Path.Combine(Directory.CreateTempSubdirectory("belfry-volume-").FullName, name);

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
