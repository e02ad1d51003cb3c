using Belfry.Api.Data;
using Belfry.Api.Items;
using Belfry.Api.Paging;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Sharing;

/// <summary>The SQL of claims. Nothing here touches a list or an item: versions, times and counts that their owner sees stay as they are.</summary>
internal static class ClaimQueries
{
    /// <summary>How a claim ended.</summary>
    internal enum Outcome
    {
        Done,
        NoItem,
        NotEnoughLeft,
    }

    public static List<(PageCursor Cursor, SharedItem Item)> Page(SqliteSession session, ShareQueries.SharedListRow list, bool isOwn, PageCursor after, int count) =>
        ItemQueries.Page(session, list.Id, list.Seq, deleted: false, after, count).ConvertAll(row =>
        {
            var claims = isOwn ? [] : session.Query(
                "select guest, quantity from claims where item_seq = ?1 order by seq",
                static claim => new GuestClaim(claim.GetString(0), claim.GetInt32(1)),
                row.Cursor.Second);
            return (row.Cursor, new SharedItem(row.Item, claims.Sum(claim => claim.Quantity), claims));
        });

    /// <summary>Claims an item, once for each key.</summary>
    public static Outcome Insert(SqliteSession session, ShareQueries.SharedListRow list, Guid itemId, ClaimInput input, TimeProvider time)
    {
        var (item, quantity) = session.QueryFirstOrDefault(
            "select seq, quantity from items where id = ?2 and list_seq = ?1 and deleted_at is null",
            static row => (row.GetInt64(0), row.GetInt32(1)), list.Seq, itemId.ToColumn());
        if (item == 0)
        {
            return Outcome.NoItem;
        }

        var secret = SecretOf(input.Key!.Value);
        if (session.QueryInt64("select count(*) from claims where secret = ?1 and item_seq = ?2", secret, item) == 1)
        {
            return Outcome.Done;
        }

        if (session.QueryInt64("select sum(quantity) from claims where item_seq = ?1", item) + input.Quantity > quantity
            || session.QueryInt64("select count(*) from claims where secret = ?1", secret) == 1)
        {
            return Outcome.NotEnoughLeft;
        }

        var (id, now, _) = UniqueId.Create(time);
        session.Execute(
            "insert into claims (id, list_seq, item_seq, guest, quantity, secret, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            id.ToColumn(), list.Seq, item, input.Guest, input.Quantity, secret, now);
        return Outcome.Done;
    }

    /// <returns>The item's id; null when there is no such claim in the list.</returns>
    public static Guid? Delete(SqliteSession session, ShareQueries.SharedListRow list, Guid key)
    {
        var secret = SecretOf(key);
        var item = session.QueryString("select i.id from claims c join items i on i.seq = c.item_seq where c.secret = ?1 and i.list_seq = ?2", secret, list.Seq);
        return item is not null && session.Execute("delete from claims where secret = ?1", secret) == 1 ? Guid.Parse(item) : null;
    }

    /// <summary>For the owner, after the reveal: claims made in this list, wherever the items went.</summary>
    public static List<(long Seq, Claim Claim)> PageOfList(SqliteSession session, long list, long after, int count) => session.Query(
        """
        select c.seq, c.id, i.id, i.name, c.guest, c.quantity, c.created_at from claims c join items i on i.seq = c.item_seq
        where c.list_seq = ?1 and c.seq > ?2 order by c.seq limit ?3
        """,
        static row => (row.GetInt64(0), new Claim(row.GetId(1), row.GetId(2), row.GetString(3), row.GetString(4), row.GetInt32(5), row.GetTime(6))),
        list, after, count);

    private static byte[] SecretOf(Guid key) => SignIn.SecretHash.Of(key.ToColumn()).ToColumn();
}
