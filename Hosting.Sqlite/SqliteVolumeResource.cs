using Aspire.Hosting.ApplicationModel;

namespace Belfry.Hosting.Sqlite;

/// <summary>A folder, readable by its owner only, that holds SQLite databases and survives restarts. Its backups lie beside it, never on it.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="path">Full path of the folder.</param>
public sealed class SqliteVolumeResource(string name, string path) : Resource(name)
{
    /// <summary>Full path of the folder.</summary>
    public string Path => path;

    /// <summary>Full path of the folder that backups of this volume go to unless the model names another: the volume's with <c>-backups</c> added.</summary>
    public string BackupPath => path + "-backups";
}
