using Belfry.BackupWorker.Databases;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Belfry.BackupWorker.Notices;

/// <summary>Turns looks at the health of one database into news: what changed for longer than a moment.</summary>
internal sealed class HealthNews(ConfiguredDatabase database, TimeSpan patience)
{
    private HealthStatus _told = HealthStatus.Healthy;
    private HealthStatus _seen = HealthStatus.Healthy;
    private DateTimeOffset _since;

    /// <summary>What is to be told after this look; null when nothing is new.</summary>
    public Notice? Look(HealthCheckResult health, DateTimeOffset now)
    {
        if (health.Status != _seen)
        {
            (_seen, _since) = (health.Status, now);
        }

        if (_seen == _told || now - _since < patience)
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
        return new Notice(name, now.UtcDateTime, database.Name, database.Headline(title), health.Description ?? "", _seen == HealthStatus.Healthy);
    }
}
