using Belfry.Api.Data;
using Belfry.Api.Editing;
using Belfry.Api.Paging;
using Belfry.Api.SignIn;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Lists;

/// <summary>The SQL of lists. Each statement names the owner: nobody else's list is ever found.</summary>
internal static class ListQueries
{
    public const int MaxLists = 1_000;
    private const string Columns =
        "position, seq, id, name, description, ifnull((select item_count from list_contents where list_seq = lists.seq), 0), archived_at, reveal_at, version, deleted_at, created_at, updated_at";
    private static readonly Positions.Table Order = new("lists", "owner_id");

    /// <summary>Creates a list, once for each key.</summary>
    /// <returns>Null when the person has enough of them.</returns>
    public static WishList? Insert(SqliteSession session, Caller caller, Guid? key, WishListInput input, TimeProvider time)
    {
        if (key is not null && session.QueryFirstOrDefault(
            $"select {Columns} from lists where owner_id = ?1 and creation_key = ?2", Read, caller.Key, key?.ToColumn()) is { } first)
        {
            return first;
        }

        if (session.QueryInt64("select count(*) from (select 1 from lists where owner_id = ?1 limit ?2)", caller.Key, MaxLists) == MaxLists)
        {
            return null;
        }

        var (id, now, position) = UniqueId.Create(time);
        session.Execute(
            """
            insert into lists (id, owner_id, position, name, description, archived_at, reveal_at, created_at, updated_at, creation_key)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8, ?9)
            """,
            id.ToColumn(), caller.Key, position, input.Name, input.Description, input.Archived ? now : default(long?), input.RevealAt.ToColumn(), now, key?.ToColumn());
        return Find(session, caller, id);
    }

    public static List<(PageCursor Cursor, WishList List)> Page(SqliteSession session, Caller caller, Shelf shelf, PageCursor after, int count) => session.Query(
        $"""
        select {Columns} from lists
        where owner_id = ?1 and (position, seq) > (?2, ?3) and {Condition(shelf)} order by position, seq limit ?4
        """,
        static row => (new PageCursor(row.GetInt64(0), row.GetInt64(1)), Read(row)), caller.Key, after.First, after.Second, count);

    public static WishList? Find(SqliteSession session, Caller caller, Guid id) => session.QueryFirstOrDefault(
        $"select {Columns} from lists where id = ?1 and owner_id = ?2 and deleted_at is null", Read, id.ToColumn(), caller.Key);

    /// <returns>The list's number, by which its items know it; 0 when there is no such list.</returns>
    public static long FindSeq(SqliteSession session, Caller caller, Guid id) => session.QueryInt64(
        "select seq from lists where id = ?1 and owner_id = ?2 and deleted_at is null", id.ToColumn(), caller.Key);

    /// <returns>The list's number, and its stamp, which changes with its items; 0 when there is no such list.</returns>
    public static (long Seq, long Stamp) FindStamp(SqliteSession session, Caller caller, Guid id) => session.QueryFirstOrDefault(
        "select seq, ifnull(stamp, 0) from lists left join list_contents on list_seq = seq where id = ?1 and owner_id = ?2 and deleted_at is null",
        static row => (row.GetInt64(0), row.GetInt64(1)), id.ToColumn(), caller.Key);

    public static Edit<WishList> Update(SqliteSession session, Caller caller, Guid id, long version, WishListInput input, TimeProvider time)
    {
        var before = Find(session, caller, id);
        if (before is null || (version != EntityVersion.Any && version != before.Version))
        {
            return new(null, before is not null);
        }

        if (RevealFault(session, caller, id, input.RevealAt, time) is { } fault)
        {
            return new(null, false, fault);
        }

        var list = session.QueryFirstOrDefault(
            $"""
            update lists set name = ?3, description = ?4, reveal_at = ?5, archived_at = case when ?6 then coalesce(archived_at, ?7) end,
                version = version + 1, updated_at = ?7
            where id = ?1 and owner_id = ?2 and deleted_at is null returning {Columns}
            """,
            Read, id.ToColumn(), caller.Key, input.Name, input.Description, input.RevealAt.ToColumn(), input.Archived,
            time.GetUtcNow().ToUnixTimeMilliseconds());
        return new(list, false);
    }

    /// <returns>Null when the list, or the one to be its neighbour, is not there.</returns>
    public static WishList? Move(SqliteSession session, Caller caller, Guid id, Guid? before, TimeProvider time)
    {
        var position = before is { } next ? Positions.Before(session, Order, caller.Key, next.ToColumn()) : UniqueId.Create(time).Position;
        return position is null ? null : session.QueryFirstOrDefault(
            $"update lists set position = ?3 where id = ?1 and owner_id = ?2 and deleted_at is null returning {Columns}", Read, id.ToColumn(), caller.Key, position);
    }

    /// <summary>Puts a list into the bin, with its items.</summary>
    public static bool Delete(SqliteSession session, Caller caller, Guid id, TimeProvider time) => session.Execute(
        "update lists set deleted_at = ?3, version = version + 1 where id = ?1 and owner_id = ?2 and deleted_at is null",
        id.ToColumn(), caller.Key, time.GetUtcNow().ToUnixTimeMilliseconds()) == 1;

    /// <summary>Takes a list out of the bin; one that is not in it stays as it is.</summary>
    /// <returns>Null when there is no such list, or it lies there since before <paramref name="since"/>: some of its items may be gone.</returns>
    public static WishList? Restore(SqliteSession session, Caller caller, Guid id, long since)
    {
        session.Execute(
            "update lists set deleted_at = null, version = version + 1 where id = ?1 and owner_id = ?2 and deleted_at >= ?3", id.ToColumn(), caller.Key, since);
        return Find(session, caller, id);
    }

    /// <summary>
    /// An owner who could bring the reveal forward would see claims whenever curious. This looks at the list only, never at claims,
    /// so a refusal says nothing about them.
    /// </summary>
    private static string? RevealFault(SqliteSession session, Caller caller, Guid id, DateTime? reveal, TimeProvider time)
    {
        var (shared, before) = session.QueryFirstOrDefault(
            "select shared_at is not null, reveal_at from lists where id = ?1 and owner_id = ?2 and deleted_at is null",
            static row => (row.GetBoolean(0), row.GetTimeOrNull(1)), id.ToColumn(), caller.Key);
        var earliest = before ?? time.GetUtcNow().UtcDateTime.AddDays(1);
        return shared && reveal != before && !(reveal?.ToUniversalTime() >= earliest)
            ? $"The list was shared, so its reveal can only become later: from {earliest:u} on."
            : null;
    }

    private static string Condition(Shelf shelf) => shelf switch
    {
        Shelf.Archived => "archived_at is not null and deleted_at is null",
        Shelf.Deleted => "deleted_at is not null",
        _ => "archived_at is null and deleted_at is null",
    };

    private static WishList Read(SqliteRow row) => new(
        row.GetId(2), row.GetString(3), row.GetStringOrNull(4), row.GetInt64(5), !row.IsNull(6), row.GetTimeOrNull(7), row.GetInt64(8), row.GetTimeOrNull(9),
        row.GetTime(10), row.GetTime(11));
}
