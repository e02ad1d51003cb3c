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

    /// <summary>Adds what waits at the call, each item once: what others write meanwhile is left, or this would not end while they do.</summary>
    /// <exception cref="StorageException">The database takes no writes: what was added last is not found.</exception>
    public static async Task CatchUpAsync(Database database, CancellationToken cancellation)
    {
        var last = await database.ReadAsync(session => session.QueryInt64("select ifnull(max(seq), 0) from items_unindexed"), cancellation, "IsIndexBehind");
        for (var done = 0L; done < last;)
        {
            var after = done;
            done = await database.WriteAsync(session => Add(session, after, last), cancellation, "IndexItems");
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
                // Full, locked or closed: the items wait in their table, and are not found yet.
            }
        }
    }

    /// <returns>The last that was added, or <paramref name="last"/> when there is none left.</returns>
    private static long Add(SqliteSession session, long after, long last)
    {
        var to = session.QueryInt64(
            "select ifnull(max(seq), ?2) from (select seq from items_unindexed where seq > ?1 and seq <= ?2 order by seq limit ?3)", after, last, AtOnce);
        session.Execute(
            """
            insert into items_search (rowid, name, note)
                select seq, name, note from items where seq in (select seq from items_unindexed where seq > ?1 and seq <= ?2)
            """,
            after, to);
        session.Execute("delete from items_unindexed where seq > ?1 and seq <= ?2", after, to);
        return to;
    }
}
