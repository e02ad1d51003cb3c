using Belfry.BackupWorker.Databases;

namespace Belfry.BackupWorker.Documents;

/// <summary>A database that the service protects.</summary>
/// <param name="Name">What an order calls it: <c>?database=notes</c>.</param>
/// <param name="Path">Its file.</param>
/// <param name="Health"><c>healthy</c>, <c>degraded</c> or <c>unhealthy</c>.</param>
/// <param name="Description">The same in a sentence or two.</param>
internal sealed record ListedDatabaseDocument(string Name, string Path, string Health, string Description);

/// <summary>The databases that the service protects, the first at the head.</summary>
internal sealed record DatabaseListDocument(IReadOnlyList<ListedDatabaseDocument> Databases)
{
    public static DatabaseListDocument Of(ProtectedDatabases databases) => new([.. databases.All.Select(Describe)]);

    private static ListedDatabaseDocument Describe(ProtectedDatabase database)
    {
        var health = database.Health.Check();
        return new ListedDatabaseDocument(database.Name, database.Job.Database, health.Status.ToString().ToLowerInvariant(), health.Description ?? "");
    }
}
