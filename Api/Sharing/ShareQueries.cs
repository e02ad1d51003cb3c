using Belfry.Api.Data;
using Belfry.Api.Lists;
using Belfry.Api.SignIn;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Sharing;

/// <summary>The SQL of share links.</summary>
internal static class ShareQueries
{
    public const int MaxShares = 100;
    private const string Columns = "seq, id, name, token, expires_at, created_at";

    /// <summary>Makes a link, once for each key.</summary>
    /// <returns>The link, or null when the list has enough of them; no list when there is no such list.</returns>
    public static (bool HasList, Share? Share) Insert(SqliteSession session, Caller caller, Guid listId, Guid? key, ShareInput input, TimeProvider time)
    {
        var list = ListQueries.FindSeq(session, caller, listId);
        if (list == 0)
        {
            return (false, null);
        }

        if (key is not null && session.QueryFirstOrDefault(
            $"select {Columns} from shares where list_seq = ?1 and creation_key = ?2", Read, list, key?.ToColumn()) is { Share: not null } first)
        {
            return (true, first.Share);
        }

        if (session.QueryInt64("select count(*) from shares where list_seq = ?1", list) >= MaxShares)
        {
            return (true, null);
        }

        var (id, now, _) = UniqueId.Create(time);
        var token = Secret.Create();
        session.Execute(
            "insert into shares (id, list_seq, token, name, expires_at, created_at, creation_key) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            id.ToColumn(), list, token, input.Name, input.ExpiresAt.ToColumn(), now, key?.ToColumn());
        session.Execute("update lists set shared_at = coalesce(shared_at, ?2) where seq = ?1", list, now);
        return (true, new Share(id, input.Name, token, input.ExpiresAt, ColumnTypes.ToTime(now)));
    }

    /// <returns>Null when there is no such list.</returns>
    public static List<(long Seq, Share Share)>? Page(SqliteSession session, Caller caller, Guid listId, long after, int count)
    {
        var list = ListQueries.FindSeq(session, caller, listId);
        return list == 0 ? null : session.Query(
            $"select {Columns} from shares where list_seq = ?1 and seq > ?2 order by seq limit ?3", Read, list, after, count);
    }

    /// <summary>Revokes a link. Claims made by it stay.</summary>
    public static bool Delete(SqliteSession session, Caller caller, Guid listId, Guid id) => session.Execute(
        "delete from shares where id = ?2 and list_seq = ?1", ListQueries.FindSeq(session, caller, listId), id.ToColumn()) == 1;

    /// <returns>What the token opens now; null when it is unknown, revoked or expired, or its list is in the bin.</returns>
    public static SharedListRow? Open(SqliteSession session, string token, TimeProvider time) => session.QueryFirstOrDefault(
        """
        select l.seq, l.id, l.name, l.description, l.reveal_at, l.owner_id, p.name
        from shares s join lists l on l.seq = s.list_seq join people p on p.id = l.owner_id
        where s.token = ?1 and (s.expires_at is null or s.expires_at > ?2) and l.deleted_at is null and p.disabled = 0
        """,
        static row => new SharedListRow(
            row.GetInt64(0), row.GetId(1), row.GetString(2), row.GetStringOrNull(3), row.GetTimeOrNull(4), row.GetString(5), row.GetString(6)),
        token, time.GetUtcNow().ToUnixTimeMilliseconds());

    private static (long Seq, Share Share) Read(SqliteRow row) => (row.GetInt64(0), new Share(
        row.GetId(1), row.GetString(2), row.GetString(3), row.GetTimeOrNull(4), row.GetTime(5)));

    /// <summary>What a share link opens.</summary>
    internal sealed record SharedListRow(long Seq, Guid Id, string Name, string? Description, DateTime? RevealAt, string OwnerKey, string Owner);
}
