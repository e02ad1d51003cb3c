using Belfry.Api.Data;
using Belfry.Api.People;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.SignIn;

/// <summary>The SQL of sessions.</summary>
internal static class SessionQueries
{
    /// <summary>A person who signs in once more ends the oldest of this many sessions.</summary>
    private const int MaxSessions = 50;

    public static Credentials.Found? FindCaller(SqliteSession session, SecretHash secret) => session.QueryFirstOrDefault(
        """
        select s.id, s.seen_at, s.expires_at, p.id, p.account, p.role from sessions s join people p on p.id = s.person_id
        where s.secret = ?1 and p.disabled = 0
        """,
        static row => new Credentials.Found(
            new Caller(row.GetId(3), row.GetString(4), Enum.Parse<Role>(row.GetString(5)), row.GetId(0), Scopes.Everything, row.GetInt64(2)),
            row.GetInt64(1),
            "update sessions set seen_at = ?2 where secret = ?1"),
        secret.ToColumn());

    /// <summary>Begins a session, and tidies up those that ended.</summary>
    public static void Insert(SqliteSession session, string person, string secret, string device, long expiresAt, TimeProvider time)
    {
        var (id, now, _) = UniqueId.Create(time);
        session.Execute("delete from sessions where expires_at <= ?1", now);
        session.Execute(
            "delete from sessions where seq in (select seq from sessions where person_id = ?1 order by seq desc limit -1 offset ?2)", person, MaxSessions - 1);
        session.Execute(
            "insert into sessions (id, person_id, secret, device, created_at, seen_at, expires_at) values (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
            id.ToColumn(), person, SecretHash.Of(secret).ToColumn(), device, now, expiresAt);
    }

    public static List<(long Seq, Session Session)> Page(SqliteSession session, Caller caller, long after, int count) => session.Query(
        """
        select seq, id, device, created_at, seen_at, expires_at from sessions
        where person_id = ?1 and seq > ?2 order by seq limit ?3
        """,
        row => (row.GetInt64(0), new Session(
            row.GetId(1), row.GetString(2), row.GetId(1) == caller.Credential, row.GetTime(3), row.GetTime(4), row.GetTime(5))),
        caller.Key, after, count);

    public static bool Delete(SqliteSession session, Caller caller, Guid id) =>
        session.Execute("delete from sessions where person_id = ?1 and id = ?2", caller.Key, id.ToColumn()) == 1;

    /// <summary>Ends every session of a person.</summary>
    public static void DeleteAll(SqliteSession session, string person) => session.Execute("delete from sessions where person_id = ?1", person);
}
