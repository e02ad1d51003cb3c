using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Restore;

/// <summary>SQLite's own checks of a file that was just restored and that nobody else uses yet.</summary>
internal static class RestoredDatabase
{
    /// <exception cref="StorageException"><see cref="StorageError.VerificationFailed"/>: SQLite found faults.</exception>
    public static void Check(string path, CancellationToken cancellation)
    {
        using var session = new SessionFactory(path, new DatabaseOptions { Path = path }).Open();
        var guard = new StatementGuard(session);
        try
        {
            Check(path, "integrity_check", guard.Run(s => s.QueryString("pragma integrity_check(1)"), Timeout.InfiniteTimeSpan, cancellation), "ok");
            Check(path, "foreign_key_check", guard.Run(ForeignKeys, Timeout.InfiniteTimeSpan, cancellation), "ok");
        }
        catch (StorageException fault) when (fault.Error is StorageError.NotADatabase or StorageError.Corrupt)
        {
            throw Failed(path, fault.Why);
        }
    }

    private static string ForeignKeys(SqliteSession session) =>
        session.QueryString("select 'a row of ' || \"table\" || ' points to a missing row of ' || parent from pragma_foreign_key_check limit 1") ?? "ok";

    private static void Check(string path, string check, string? answer, string expected)
    {
        if (answer != expected)
        {
            throw Failed(path, $"{check} says: {answer}.");
        }
    }

    internal static StorageException Failed(string path, string why) => new(
        StorageError.VerificationFailed, path, $"The restored file {path} is not sound.", why, "Restore another backup, and keep this one for study.");
}
