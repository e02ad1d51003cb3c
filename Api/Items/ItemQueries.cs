using Belfry.Api.Data;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Items;

/// <summary>The SQL of items.</summary>
internal static class ItemQueries
{
    /// <summary>Adds an item, once for each key in a list.</summary>
    /// <returns>Null when there is no such list.</returns>
    public static Item? Insert(SqliteSession session, Guid listId, Guid? key, ItemInput input, TimeProvider time)
    {
        var list = listId.ToColumn();
        if (session.QueryFirstOrDefault(
            "select id, list_id, name, note, url, created_at, updated_at from items where list_id = ?1 and created_by = ?2",
            Read, list, key?.ToColumn()) is { } first)
        {
            return first;
        }

        if (session.Execute("update lists set item_count = item_count + 1 where id = ?1", list) == 0)
        {
            return null;
        }

        var (id, now) = UniqueId.Create(time);
        session.Execute(
            "insert into items (list_id, id, name, note, url, created_at, updated_at, created_by) values (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7)",
            list, id.ToColumn(), input.Name, input.Note, input.Url, now, key?.ToColumn());
        return new Item(id, listId, input.Name, input.Note, input.Url, ColumnTypes.ToTime(now), ColumnTypes.ToTime(now));
    }

    /// <returns>Null when there is no such list.</returns>
    public static List<Item>? Page(SqliteSession session, Guid listId, Guid after, int count)
    {
        var list = listId.ToColumn();
        var items = session.Query(
            """
            select id, list_id, name, note, url, created_at, updated_at from items
            where list_id = ?1 and id > ?2 order by id limit ?3
            """,
            Read, list, after.ToColumn(), count);
        return items.Count > 0 || session.QueryInt64("select count(*) from lists where id = ?1", list) == 1 ? items : null;
    }

    public static Item? Find(SqliteSession session, Guid listId, Guid id) => session.QueryFirstOrDefault(
        "select id, list_id, name, note, url, created_at, updated_at from items where list_id = ?1 and id = ?2",
        Read, listId.ToColumn(), id.ToColumn());

    public static Item? Update(SqliteSession session, Guid listId, Guid id, ItemInput input, TimeProvider time) => session.QueryFirstOrDefault(
        """
        update items set name = ?3, note = ?4, url = ?5, updated_at = ?6 where list_id = ?1 and id = ?2
        returning id, list_id, name, note, url, created_at, updated_at
        """,
        Read, listId.ToColumn(), id.ToColumn(), input.Name, input.Note, input.Url, time.GetUtcNow().ToUnixTimeMilliseconds());

    public static bool Delete(SqliteSession session, Guid listId, Guid id)
    {
        var list = listId.ToColumn();
        return session.Execute("delete from items where list_id = ?1 and id = ?2", list, id.ToColumn()) == 1
            && session.Execute("update lists set item_count = item_count - 1 where id = ?1", list) == 1;
    }

    private static Item Read(SqliteRow row) => new(
        row.GetId(0), row.GetId(1), row.GetString(2), row.GetStringOrNull(3), row.GetStringOrNull(4), row.GetTime(5), row.GetTime(6));
}
