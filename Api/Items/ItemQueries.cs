using Belfry.Api.Data;
using Belfry.Api.Editing;
using Belfry.Api.Lists;
using Belfry.Api.Paging;
using Belfry.Api.SignIn;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Items;

/// <summary>The SQL of items. Each begins with the caller's list: nobody else's item is ever found.</summary>
internal static class ItemQueries
{
    private const string Columns =
        "position, seq, id, name, note, url, price, currency, quantity, priority, state, pictures, version, deleted_at, created_at, updated_at";
    private const decimal PriceUnit = 10_000m;
    private static readonly Positions.Table Order = new("items", "list_seq");

    /// <summary>Adds an item, once for each key in a list.</summary>
    /// <returns>Null when there is no such list.</returns>
    public static Item? Insert(SqliteSession session, Caller caller, Guid listId, Guid? key, ItemInput input, TimeProvider time)
    {
        var list = ListQueries.FindSeq(session, caller, listId);
        if (list == 0)
        {
            return null;
        }

        if (key is not null && session.QueryFirstOrDefault(
            $"select {Columns} from items where list_seq = ?1 and creation_key = ?2", Reader(listId), list, key?.ToColumn()) is { } first)
        {
            return first;
        }

        return Insert(session, listId, list, key, input, time);
    }

    /// <summary>Adds an item to a list of this number.</summary>
    public static Item Insert(SqliteSession session, Guid listId, long list, Guid? key, ItemInput input, TimeProvider time)
    {
        var (id, now, position) = UniqueId.Create(time);
        session.Execute(
            """
            insert into items (id, list_seq, position, name, note, url, price, currency, quantity, priority, state, created_at, updated_at, creation_key)
            values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12, ?13)
            """,
            id.ToColumn(), list, position, input.Name, input.Note, input.Url, PriceColumn(input), input.Currency, input.Quantity, (int)input.Priority,
            (int)input.State, now, key?.ToColumn());
        return new Item(
            id, listId, input.Name, input.Note, input.Url, input.Price, input.Currency, input.Quantity, input.Priority, input.State, [], 1, null,
            ColumnTypes.ToTime(now), ColumnTypes.ToTime(now));
    }

    public static List<(PageCursor Cursor, Item Item)> Page(SqliteSession session, Guid listId, long list, bool deleted, PageCursor after, int count)
    {
        var read = Reader(listId);
        return session.Query(
            deleted
                ? $"select {Columns} from items where list_seq = ?1 and (position, seq) > (?2, ?3) and deleted_at is not null order by position, seq limit ?4"
                : $"select {Columns} from items where list_seq = ?1 and (position, seq) > (?2, ?3) and deleted_at is null order by position, seq limit ?4",
            row => (new PageCursor(row.GetInt64(0), row.GetInt64(1)), read(row)), list, after.First, after.Second, count);
    }

    public static Item? Find(SqliteSession session, Caller caller, Guid listId, Guid id) => Find(session, listId, ListQueries.FindSeq(session, caller, listId), id);

    public static Item? Find(SqliteSession session, Guid listId, long list, Guid id) => session.QueryFirstOrDefault(
        $"select {Columns} from items where id = ?2 and list_seq = ?1 and deleted_at is null", Reader(listId), list, id.ToColumn());

    public static Edit<Item> Update(SqliteSession session, Caller caller, Guid listId, Guid id, long version, ItemInput input, TimeProvider time)
    {
        var list = ListQueries.FindSeq(session, caller, listId);
        var item = session.QueryFirstOrDefault(
            $"""
            update items set name = ?4, note = ?5, url = ?6, price = ?7, currency = ?8, quantity = ?9, priority = ?10, state = ?11,
                version = version + 1, updated_at = ?12
            where id = ?2 and list_seq = ?1 and deleted_at is null and ?3 in (0, version) returning {Columns}
            """,
            Reader(listId), list, id.ToColumn(), version, input.Name, input.Note, input.Url, PriceColumn(input), input.Currency, input.Quantity,
            (int)input.Priority, (int)input.State, time.GetUtcNow().ToUnixTimeMilliseconds());
        return new(item, item is null && Find(session, listId, list, id) is not null);
    }

    /// <summary>Replaces an item's pictures.</summary>
    public static Item? SetPictures(SqliteSession session, Caller caller, Guid listId, Guid id, IEnumerable<string> pictures, TimeProvider time) =>
        session.QueryFirstOrDefault(
            $"""
            update items set pictures = ?3, version = version + 1, updated_at = ?4 where id = ?2 and list_seq = ?1 and deleted_at is null returning {Columns}
            """,
            Reader(listId), ListQueries.FindSeq(session, caller, listId), id.ToColumn(), string.Join(' ', pictures), time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <returns>Null when the list, the item, or the one to be its neighbour is not there.</returns>
    public static Item? Move(SqliteSession session, Caller caller, Guid listId, Guid id, Guid? before, TimeProvider time)
    {
        var list = ListQueries.FindSeq(session, caller, listId);
        var position = before is { } next ? Positions.Before(session, Order, list, next.ToColumn()) : UniqueId.Create(time).Position;
        return position is null ? null : session.QueryFirstOrDefault(
            $"update items set position = ?3 where id = ?2 and list_seq = ?1 and deleted_at is null returning {Columns}",
            Reader(listId), list, id.ToColumn(), position);
    }

    /// <summary>Puts an item into the bin.</summary>
    public static bool Delete(SqliteSession session, Caller caller, Guid listId, Guid id, TimeProvider time)
    {
        var list = ListQueries.FindSeq(session, caller, listId);
        return session.Execute(
            "update items set deleted_at = ?3, version = version + 1 where id = ?2 and list_seq = ?1 and deleted_at is null",
            list, id.ToColumn(), time.GetUtcNow().ToUnixTimeMilliseconds()) == 1 && AddToCount(session, list, -1);
    }

    /// <summary>Takes an item out of the bin; one that is not in it stays as it is.</summary>
    /// <returns>Null when there is no such item, or it lies there since before <paramref name="since"/>.</returns>
    public static Item? Restore(SqliteSession session, Caller caller, Guid listId, Guid id, long since)
    {
        var list = ListQueries.FindSeq(session, caller, listId);
        if (session.Execute(
            "update items set deleted_at = null, version = version + 1 where id = ?2 and list_seq = ?1 and deleted_at >= ?3", list, id.ToColumn(), since) == 1)
        {
            AddToCount(session, list, 1);
        }

        return Find(session, listId, list, id);
    }

    /// <summary>Changes many items of a list.</summary>
    /// <returns>False when one of them, or a list, is not there: the caller has to undo what was changed before it.</returns>
    public static bool Change(SqliteSession session, Caller caller, Guid listId, ItemsChange change, TimeProvider time)
    {
        var list = ListQueries.FindSeq(session, caller, listId);
        var to = change.MoveTo is { } other ? ListQueries.FindSeq(session, caller, other) : list;
        if (list == 0 || to == 0)
        {
            return false;
        }

        foreach (var id in change.Ids)
        {
            var (_, now, position) = UniqueId.Create(time);
            if (session.Execute(
                """
                update items set state = coalesce(?3, state), priority = coalesce(?4, priority), list_seq = ?5,
                    position = case when ?1 = ?5 then position else ?6 end, creation_key = case when ?1 = ?5 then creation_key end,
                    deleted_at = case when ?7 then ?8 end, version = version + 1, updated_at = ?8
                where id = ?2 and list_seq = ?1 and deleted_at is null
                """,
                list, id.ToColumn(), (long?)change.State, (long?)change.Priority, to, position, change.Delete, now) == 0)
            {
                return false;
            }
        }

        AddToCount(session, list, -change.Ids.Count);
        return AddToCount(session, to, change.Delete ? 0 : change.Ids.Count);
    }

    /// <summary>The caller's items that have all the words, newest first.</summary>
    public static List<(PageCursor Cursor, Item Item)> Search(SqliteSession session, Caller caller, string words, PageCursor after, int count) => session.Query(
        """
        select i.position, i.seq, i.id, i.name, i.note, i.url, i.price, i.currency, i.quantity, i.priority, i.state, i.pictures, i.version, i.deleted_at,
            i.created_at, i.updated_at, l.id
        from items_search s join items i on i.seq = s.rowid join lists l on l.seq = i.list_seq
        where items_search match ?1 and s.rowid < ?2 and l.owner_id = ?3 and i.deleted_at is null and l.deleted_at is null
        order by s.rowid desc limit ?4
        """,
        static row => (new PageCursor(0, row.GetInt64(1)), Read(row, row.GetId(16))),
        Expression(words), after == PageCursor.Start ? long.MaxValue : after.Second, caller.Key, count);

    /// <summary>Of the columns from the third on, as all queries of items have them.</summary>
    public static Item Read(SqliteRow row, Guid listId) => new(
        row.GetId(2), listId, row.GetString(3), row.GetStringOrNull(4), row.GetStringOrNull(5), row.IsNull(6) ? null : row.GetInt64(6) / PriceUnit,
        row.GetStringOrNull(7), row.GetInt32(8), (Priority)row.GetInt32(9), (ItemState)row.GetInt32(10), Pictures(row), row.GetInt64(12),
        row.GetTimeOrNull(13), row.GetTime(14), row.GetTime(15));

    /// <summary>Each word in quotes, so that none is an operator of FTS5, and as the beginning of a word.</summary>
    private static string Expression(string words) => string.Join(
        ' ', words.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries).Select(word => $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"*"));

    private static bool AddToCount(SqliteSession session, long list, int difference) => session.Execute(
        "insert into list_contents values (?1, ?2, random()) on conflict (list_seq) do update set item_count = item_count + ?2", list, difference) == 1;

    private static long? PriceColumn(ItemInput input) => input.Price is { } price ? (long)(price * PriceUnit) : null;

    private static RowReader<Item> Reader(Guid listId) => row => Read(row, listId);

    private static string[] Pictures(SqliteRow row) => row.GetBlob(11).IsEmpty ? [] : row.GetString(11).Split(' ');
}
