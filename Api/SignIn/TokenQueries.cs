using Belfry.Api.Data;
using Belfry.Api.People;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.SignIn;

/// <summary>The SQL of API tokens.</summary>
internal static class TokenQueries
{
    public const int MaxTokens = 100;
    private const string Columns = "seq, id, name, scopes, created_at, seen_at, expires_at";

    public static Credentials.Found? FindCaller(SqliteSession session, SecretHash secret) => session.QueryFirstOrDefault(
        """
        select t.id, t.seen_at, t.expires_at, p.id, p.account, p.role, t.scopes from tokens t join people p on p.id = t.person_id
        where t.secret = ?1 and p.disabled = 0
        """,
        static row => new Credentials.Found(
            new Caller(
                row.GetId(3), row.GetString(4), Enum.Parse<Role>(row.GetString(5)), row.GetId(0), (Scopes)row.GetInt32(6),
                row.IsNull(2) ? long.MaxValue : row.GetInt64(2)),
            row.GetInt64(1),
            "update tokens set seen_at = ?2 where secret = ?1"),
        secret.ToColumn());

    /// <returns>Null when the person has enough of them.</returns>
    public static NewToken? Insert(SqliteSession session, Caller caller, TokenInput input, TimeProvider time)
    {
        if (session.QueryInt64("select count(*) from tokens where person_id = ?1", caller.Key) >= MaxTokens)
        {
            return null;
        }

        var secret = Secret.Create();
        var (id, now, _) = UniqueId.Create(time);
        session.Execute(
            "insert into tokens (id, person_id, secret, name, scopes, created_at, expires_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            id.ToColumn(), caller.Key, SecretHash.Of(secret).ToColumn(), input.Name,
            input.Scopes.Aggregate(0, (bits, scope) => bits | (int)scope), now, input.ExpiresAt.ToColumn());
        var token = session.QueryFirstOrDefault($"select {Columns} from tokens where id = ?1", Read, id.ToColumn());
        return new NewToken(token.Token, secret);
    }

    public static List<(long Seq, Token Token)> Page(SqliteSession session, Caller caller, long after, int count) => session.Query(
        $"select {Columns} from tokens where person_id = ?1 and seq > ?2 order by seq limit ?3", Read, caller.Key, after, count);

    public static bool Delete(SqliteSession session, Caller caller, Guid id) =>
        session.Execute("delete from tokens where person_id = ?1 and id = ?2", caller.Key, id.ToColumn()) == 1;

    private static (long Seq, Token Token) Read(SqliteRow row)
    {
        var bits = row.GetInt32(3);
        return (row.GetInt64(0), new Token(
            row.GetId(1), row.GetString(2), [.. Enum.GetValues<Scope>().Where(scope => (bits & (int)scope) != 0)],
            row.GetTime(4), row.GetTimeOrNull(5), row.GetTimeOrNull(6)));
    }
}
