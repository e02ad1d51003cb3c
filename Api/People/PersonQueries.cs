using Belfry.Api.Data;
using Belfry.Api.SignIn;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.People;

/// <summary>The SQL of people and their invitations.</summary>
internal static class PersonQueries
{
    private const string Columns = "id, account, name, role, password is not null, disabled, created_at, seq";
    private static readonly TimeSpan InvitationLifetime = TimeSpan.FromDays(7);

    public static Person? Find(SqliteSession session, string id) =>
        session.QueryFirstOrDefault($"select {Columns} from people where id = ?1", Read, id);

    /// <summary>Makes the first owner, who gets the lists from before there were people.</summary>
    /// <returns>The id; null when there is somebody already.</returns>
    public static string? InsertFirst(SqliteSession session, string account, string name, string hash, TimeProvider time)
    {
        if (session.QueryInt64("select exists (select 1 from people)") == 1)
        {
            return null;
        }

        var id = Insert(session, new PersonInput { Account = account, Name = name, Role = Role.Owner }, hash, time);
        session.Execute("update lists set owner_id = ?1 where owner_id is null", id);
        return id;
    }

    /// <returns>Null when the account's name is taken.</returns>
    public static Invitation? Invite(SqliteSession session, PersonInput input, TimeProvider time) =>
        session.QueryInt64("select exists (select 1 from people where account = ?1)", input.Account) == 1
            ? null
            : Invite(session, Insert(session, input, null, time), time);

    /// <summary>Makes an invitation that replaces an earlier one: also for somebody who forgot the password, which stays until it is accepted.</summary>
    /// <returns>Null when there is no such person.</returns>
    public static Invitation? Invite(SqliteSession session, string person, TimeProvider time)
    {
        if (Find(session, person) is not { } invited)
        {
            return null;
        }

        var token = Secret.Create();
        var expires = (time.GetUtcNow() + InvitationLifetime).ToUnixTimeMilliseconds();
        session.Execute(
            "insert into invitations (person_id, secret, expires_at) values (?1, ?2, ?3) on conflict (person_id) do update set secret = ?2, expires_at = ?3",
            person, SecretHash.Of(token).ToColumn(), expires);
        return new Invitation(invited, token, ColumnTypes.ToTime(expires));
    }

    /// <returns>Whom the invitation is for; null when it expired, was used, replaced, or never made.</returns>
    public static string? FindInvited(SqliteSession session, string token, TimeProvider time) => session.QueryString(
        "select i.person_id from invitations i join people p on p.id = i.person_id where i.secret = ?1 and i.expires_at > ?2 and p.disabled = 0",
        SecretHash.Of(token).ToColumn(), time.GetUtcNow().ToUnixTimeMilliseconds());

    /// <summary>Uses an invitation up.</summary>
    public static bool DeleteInvitation(SqliteSession session, string token) =>
        session.Execute("delete from invitations where secret = ?1", SecretHash.Of(token).ToColumn()) == 1;

    public static List<(long Seq, Person Person)> Page(SqliteSession session, long after, int count) => session.Query(
        $"select {Columns} from people where seq > ?1 order by seq limit ?2", static row => (row.GetInt64(7), Read(row)), after, count);

    /// <returns>Null when there is no such person.</returns>
    public static Person? Update(SqliteSession session, string id, PersonChange change)
    {
        if (session.Execute("update people set name = ?2, role = ?3, disabled = ?4 where id = ?1", id, change.Name, change.Role.ToString(), change.Disabled) == 0)
        {
            return null;
        }

        if (change.Disabled)
        {
            SessionQueries.DeleteAll(session, id);
            session.Execute("delete from invitations where person_id = ?1", id);
        }

        return Find(session, id);
    }

    public static bool HasOwner(SqliteSession session) =>
        session.QueryInt64("select exists (select 1 from people where role = ?1 and disabled = 0 and password is not null)", nameof(Role.Owner)) == 1;

    private static string Insert(SqliteSession session, PersonInput input, string? hash, TimeProvider time)
    {
        var (id, now, _) = UniqueId.Create(time);
        session.Execute(
            "insert into people (id, account, name, role, password, created_at) values (?1, ?2, ?3, ?4, ?5, ?6)",
            id.ToColumn(), input.Account, input.Name, input.Role.ToString(), hash, now);
        return id.ToColumn();
    }

    private static Person Read(SqliteRow row) => new(
        row.GetId(0), row.GetString(1), row.GetString(2), Enum.Parse<Role>(row.GetString(3)),
        row.GetBoolean(5) ? PersonState.Disabled : row.GetBoolean(4) ? PersonState.Active : PersonState.Invited, row.GetTime(6));
}
