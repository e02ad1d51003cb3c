using Belfry.Api.Data;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Lists;

/// <summary>The SQL of lists.</summary>
internal static class ListQueries
{
    /// <summary>Creates a list, once for each key.</summary>
    public static WishList Insert(SqliteSession session, Guid? key, WishListInput input, TimeProvider time)
    {
        if (session.QueryFirstOrDefault(
            "select id, name, item_count, created_at, updated_at from lists where created_by = ?1", Read, key?.ToColumn()) is { } first)
        {
            return first;
        }

        var (id, now) = UniqueId.Create(time);
        session.Execute(
            "insert into lists (id, name, created_at, updated_at, created_by) values (?1, ?2, ?3, ?3, ?4)",
            id.ToColumn(), input.Name, now, key?.ToColumn());
        return new WishList(id, input.Name, 0, ColumnTypes.ToTime(now), ColumnTypes.ToTime(now));
    }

    public static List<WishList> Page(SqliteSession session, Guid after, int count) => session.Query(
        "select id, name, item_count, created_at, updated_at from lists where id > ?1 order by id limit ?2", Read, after.ToColumn(), count);

    public static WishList? Find(SqliteSession session, Guid id) => session.QueryFirstOrDefault(
        "select id, name, item_count, created_at, updated_at from lists where id = ?1", Read, id.ToColumn());

    public static WishList? Update(SqliteSession session, Guid id, WishListInput input, TimeProvider time) => session.QueryFirstOrDefault(
        """
        update lists set name = ?2, updated_at = ?3 where id = ?1
        returning id, name, item_count, created_at, updated_at
        """,
        Read, id.ToColumn(), input.Name, time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Deletes the list and, by the foreign key, its items.</summary>
    public static bool Delete(SqliteSession session, Guid id) =>
        session.Execute("delete from lists where id = ?1", id.ToColumn()) == 1;

    private static WishList Read(SqliteRow row) =>
        new(row.GetId(0), row.GetString(1), row.GetInt64(2), row.GetTime(3), row.GetTime(4));
}
