using Belfry.Storage.Sqlite;

namespace Belfry.Api.SignIn;

/// <summary>The SQL of passwords.</summary>
internal static class SignInQueries
{
    /// <returns>The person's id and password hash, for an account that may sign in.</returns>
    public static (string Person, string? Hash)? Find(SqliteSession session, string account)
    {
        var found = session.QueryFirstOrDefault(
            "select id, password from people where account = ?1 and disabled = 0", static row => (Person: row.GetString(0), Hash: row.GetStringOrNull(1)), account);
        return found.Person is null ? null : found;
    }

    /// <summary>Sets a password and ends every session.</summary>
    public static void SetPassword(SqliteSession session, string person, string hash)
    {
        session.Execute("update people set password = ?2 where id = ?1", person, hash);
        SessionQueries.DeleteAll(session, person);
    }
}
