using Belfry.Api.Data;
using Belfry.Api.Items;
using Belfry.Api.Lists;
using Belfry.Api.Paging;
using Belfry.Api.Retention;
using Belfry.Api.SignIn;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Bin;

/// <summary>The SQL of the bin. What lies there for longer than <see cref="RetentionOptions.BinDays"/> is removed soon, and counts as gone.</summary>
internal static class BinQueries
{
    /// <summary>What was deleted last comes first. A join that SQLite may not turn around begins with the caller's lists, not with everybody's bin.</summary>
    public static List<(PageCursor Cursor, BinEntry Entry)> Page(
        SqliteSession session, Caller caller, RetentionOptions retention, TimeProvider time, PageCursor after, int count)
    {
        var (deletedAt, key) = after == PageCursor.Start ? (long.MaxValue, long.MaxValue) : (after.First, after.Second);
        return session.Query(
            """
            select b.deleted_at, b.key, i.id, i.name, i.note, i.url, i.price, i.currency, i.quantity, i.priority, i.state, i.pictures, i.version, i.deleted_at,
                i.created_at, i.updated_at, l.id, l.name, ifnull(c.item_count, 0)
            from (
                select deleted_at, 2 * seq as key, seq as list_seq, null as item_seq from lists
                where owner_id = ?1 and deleted_at >= ?2 and (deleted_at, 2 * seq) < (?3, ?4)
                union all
                select i.deleted_at, 2 * i.seq + 1, l.seq, i.seq from lists l cross join items i on i.list_seq = l.seq
                where l.owner_id = ?1 and l.deleted_at is null and i.deleted_at >= ?2 and (i.deleted_at, 2 * i.seq + 1) < (?3, ?4)
                order by 1 desc, 2 desc limit ?5
            ) b join lists l on l.seq = b.list_seq left join list_contents c on c.list_seq = l.seq left join items i on i.seq = b.item_seq
            order by 1 desc, 2 desc
            """,
            row => (new PageCursor(row.GetInt64(0), row.GetInt64(1)), Read(row, retention)), caller.Key, retention.Start(time), deletedAt, key, count);
    }

    /// <summary>Puts entries back; what is not in the bin stays as it is.</summary>
    /// <returns>False when one is not there any more.</returns>
    public static bool PutBack(SqliteSession session, Caller caller, IReadOnlyList<BinName> entries, long since) => entries.All(entry => entry.ItemId is { } item
        ? ItemQueries.Restore(session, caller, entry.ListId, item, since) is not null
        : ListQueries.Restore(session, caller, entry.ListId, since) is not null);

    private static BinEntry Read(SqliteRow row, RetentionOptions retention)
    {
        var (list, deletedAt) = (row.GetId(16), row.GetTime(0));
        return new(list, row.GetString(17), row.GetInt64(18), row.IsNull(2) ? null : ItemQueries.Read(row, list), deletedAt, deletedAt.AddDays(retention.BinDays));
    }
}
