using Belfry.Api.Live;
using Belfry.Api.SignIn;
using Belfry.Storage;

namespace Belfry.Api.Data;

/// <summary>
/// Notices within seconds that another process changed the database, which only a restore in place does: then what is remembered of
/// sessions is forgotten, and every page is told to read again.
/// </summary>
internal sealed class DatabaseWatch(DatabaseOpening opening, Credentials credentials, Events events) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        var seen = 0L;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!opening.IsDone)
            {
                continue;
            }

            try
            {
                // On the writer's connection, whose own commits do not count.
                var version = await opening.Database.WriteAsync(session => session.QueryInt64("pragma data_version"), stoppingToken);
                if (seen != 0 && version != seen)
                {
                    events.Publish(EventKind.Reset, null, null, Audience.Everybody);
                    credentials.Forget();
                }

                seen = version;
            }
            catch (StorageException)
            {
                // Locked, by the restore perhaps, or closed: asked again at the next tick.
            }
        }
    }
}
