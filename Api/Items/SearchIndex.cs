using Belfry.Api.Data;
using Belfry.Storage;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Items;

/// <summary>
/// Puts new and renamed items into the full-text index, seconds later and many at once: one by one they would cost more than all else that a request
/// writes. Whoever searches earlier has it done first, so that a search finds everything.
/// </summary>
internal sealed class SearchIndex(DatabaseOpening opening) : BackgroundService
{
    /// <summary>So few that others who write do not notice.</summary>
    private const int AtOnce = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    /// <exception cref="StorageException">The database takes no writes: what was added last is not found.</exception>
    public static async Task CatchUpAsync(Database database, CancellationToken cancellation)
    {
        while (await database.ReadAsync(session => session.QueryInt64("select exists (select 1 from items_unindexed)") == 1, cancellation, "IsIndexBehind"))
        {
            await database.WriteAsync(Add, cancellation, "IndexItems");
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (opening.IsDone)
                {
                    await CatchUpAsync(opening.Database, stoppingToken);
                }
            }
            catch (StorageException)
            {
                // Full, locked or closed: the items wait in their table, and whoever searches is told.
            }
        }
    }

    private static bool Add(SqliteSession session)
    {
        session.Execute(
            "insert into items_search (rowid, name, note) select seq, name, note from items where seq in (select seq from items_unindexed order by seq limit ?1)", AtOnce);
        session.Execute("delete from items_unindexed where seq in (select seq from items_unindexed order by seq limit ?1)", AtOnce);
        return true;
    }
}
