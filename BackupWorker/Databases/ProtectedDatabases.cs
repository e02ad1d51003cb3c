namespace Belfry.BackupWorker.Databases;

/// <summary>The databases that this service protects: the first, then the others in the order of their names.</summary>
internal sealed class ProtectedDatabases(IReadOnlyList<ProtectedDatabase> all) : IAsyncDisposable
{
    public IReadOnlyList<ProtectedDatabase> All => all;

    /// <summary>The one that an order names; the first when it names none.</summary>
    /// <exception cref="FaultException">There is none of this name.</exception>
    public ProtectedDatabase Find(string? name) => name is null ? all[0] : all.FirstOrDefault(database => database.Name == name)
        ?? throw new FaultException(Faults.DatabaseUnknown(name, all.Select(database => database.Name), "Ask for /control/databases, which lists them."));

    public async ValueTask DisposeAsync()
    {
        foreach (var database in all)
        {
            await database.DisposeAsync();
        }
    }
}
