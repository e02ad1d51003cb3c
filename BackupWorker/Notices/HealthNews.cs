using Belfry.BackupWorker.Databases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Belfry.BackupWorker.Notices;

/// <summary>Turns looks at the health of one database into news: what changed for longer than a moment, however the clock is set meanwhile.</summary>
internal sealed class HealthNews(ConfiguredDatabase database, TimeSpan patience, TimeProvider time)
{
    private HealthStatus _told = HealthStatus.Healthy;
    private HealthStatus _seen = HealthStatus.Healthy;
    private long _since;

    /// <summary>What is to be told after this look; null when nothing is new.</summary>
    public Notice? Look(HealthCheckResult health)
    {
        if (health.Status != _seen)
        {
            (_seen, _since) = (health.Status, time.GetTimestamp());
        }

        if (_seen == _told || time.GetElapsedTime(_since) < patience)
        {
            return null;
        }

        _told = _seen;
        var (name, title) = _seen switch
        {
            HealthStatus.Healthy => ("protected", "The data is protected again"),
            HealthStatus.Degraded => ("degraded", "The protection of the data needs attention"),
            _ => ("unprotected", "The data is not protected"),
        };
        return new Notice(name, time.GetUtcNow().UtcDateTime, database.Name, database.Headline(title), health.Description ?? "", _seen == HealthStatus.Healthy);
    }
}
