using Aspire.Hosting.ApplicationModel;

namespace Belfry.Hosting.Sqlite;

/// <summary>A folder, readable by its owner only, that holds SQLite databases and survives restarts. Its backups lie beside it, never on it.</summary>
/// <param name="name">Name of the resource.</param>
/// <param name="path">Full path of the folder.</param>
/// <param name="backupPath">Full path of the folder of its backups; null: beside it, its name with <c>-backups</c> added.</param>
public sealed class SqliteVolumeResource(string name, string path, string? backupPath = null) : Resource(name)
{
    /// <summary>Full path of the folder.</summary>
    public string Path => path;

    /// <summary>Full path of the folder that backups of this volume go to unless the model names another. In a published application: <c>/backups</c>.</summary>
    public string BackupPath => backupPath ?? path + "-backups";
}
