using Belfry.Api.SignIn;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Auditing;

/// <summary>Writes down what owners and operators do. The newest 100,000 entries are kept; nothing that people keep in their lists is in them.</summary>
internal static class AuditLog
{
    /// <param name="session">The write that does it, so that neither is without the other.</param>
    /// <param name="caller">Who.</param>
    /// <param name="action">What, in a few words: <c>vacuum</c>.</param>
    /// <param name="subject">To whom or what; empty when the action says it all.</param>
    /// <param name="outcome">How it went; null when that is not known yet.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The entry's number, for <see cref="Finish"/>.</returns>
    public static long Write(SqliteSession session, Caller caller, string action, string subject, string? outcome, TimeProvider time) =>
        session.QueryInt64(
            "insert into audit (at, account, action, subject, outcome) values (?1, ?2, ?3, ?4, ?5) returning seq",
            time.GetUtcNow().ToUnixTimeMilliseconds(), caller.Account, action, subject, outcome);

    public static void Finish(SqliteSession session, long entry, string outcome) =>
        session.Execute("update audit set outcome = ?2 where seq = ?1", entry, outcome);
}
