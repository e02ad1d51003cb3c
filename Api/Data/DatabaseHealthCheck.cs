using Belfry.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Belfry.Api.Data;

/// <summary>Healthy when the database is migrated, its file is in place, and its writer takes and ends a transaction.</summary>
internal sealed class DatabaseHealthCheck(DatabaseOpening opening) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!opening.IsDone)
        {
            return HealthCheckResult.Unhealthy("The database is being opened and migrated.");
        }

        try
        {
            // Asked of the folder: opening and closing the file itself would drop SQLite's locks on it.
            if (!File.Exists(opening.Database.Path))
            {
                return HealthCheckResult.Unhealthy("The database file has been removed. Stop the service and restore it from a backup.");
            }

            // Writes nothing, so a probe makes no work for the backup.
            await opening.Database.WriteAsync(session => session.QueryInt64("select count(*) from belfry_migrations"), cancellationToken, "health");
            return HealthCheckResult.Healthy();
        }
        catch (StorageException failure)
        {
            return HealthCheckResult.Unhealthy($"The database does not take writes: {failure.Error}.");
        }
    }
}
