using Aspire.Hosting.ApplicationModel;

namespace Belfry.Hosting.Sqlite;

/// <summary>A SQLite database on a volume. The program that opens it creates it; the model only says where.</summary>
/// <param name="name">Name of the resource, and of the connection string that references inject.</param>
/// <param name="fileName">Name of the file on the volume.</param>
/// <param name="volume">The volume.</param>
public sealed class SqliteDatabaseResource(string name, string fileName, SqliteVolumeResource volume)
    : Resource(name), IResourceWithConnectionString, IResourceWithParent<SqliteVolumeResource>, IResourceWithWaitSupport
{
    /// <summary>The volume it lies on.</summary>
    public SqliteVolumeResource Parent => volume;

    /// <summary>Full path of the database file.</summary>
    public string FilePath => System.IO.Path.Combine(volume.Path, fileName);

    /// <summary><c>Data Source=/full/path/app.db</c></summary>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"Data Source={FilePath}");
}
