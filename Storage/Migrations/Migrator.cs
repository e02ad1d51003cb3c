using Belfry.Storage.Sqlite;
using Microsoft.Extensions.Logging;
using SQLitePCL;

namespace Belfry.Storage.Migrations;

/// <summary>Brings the schema up to date and remembers what was applied in the table <c>belfry_migrations</c>.</summary>
internal sealed partial class Migrator(SqliteSession session, ILogger logger)
{
    /// <summary>Another starter may be in the middle of a long migration: wait for it rather than fail the start.</summary>
    private static readonly TimeSpan LockWait = TimeSpan.FromMinutes(2);

    /// <param name="set">All migrations, applied ones included.</param>
    /// <param name="beforeFirstChange">Told how many are to be applied, before the first one.</param>
    public int Apply(MigrationSet set, Action<int>? beforeFirstChange = null)
    {
        raw.sqlite3_busy_timeout(session.Handle, (int)LockWait.TotalMilliseconds);

        // Rebuilding a table needs this off, and it cannot be changed inside a transaction; the check before each commit replaces it.
        session.Execute("pragma foreign_keys = off");
        var applied = 0;
        while (ApplyNext(set, applied == 0 ? beforeFirstChange : null))
        {
            applied++;
        }

        return applied;
    }

    /// <summary>One migration in one transaction. The write lock is taken before the table is read, so two starters cannot both apply it.</summary>
    private bool ApplyNext(MigrationSet set, Action<int>? beforeFirstChange)
    {
        session.Execute("begin immediate");
        try
        {
            var isNew = session.QueryInt64("select count(*) from sqlite_schema where type = 'table'") == 0;
            session.Execute("""
                create table if not exists belfry_migrations (
                    number integer primary key, name text not null, checksum text not null, applied_at text not null, engine text not null)
                """);
            var done = Verify(set);
            if (done == set.Migrations.Count)
            {
                return false;
            }

            if (!isNew)
            {
                beforeFirstChange?.Invoke(set.Migrations.Count - done);
            }

            Run(set.Migrations[done]);
            session.Execute("commit");
            LogApplied(set.Migrations[done].FileName, session.Path);
            return true;
        }
        finally
        {
            session.RollBack();
        }
    }

    /// <summary>Compares what was applied with what the application brings, and returns how many are applied.</summary>
    private int Verify(MigrationSet set)
    {
        var rows = session.Query(
            "select number, name, checksum from belfry_migrations order by number",
            static row => (Number: row.GetInt32(0), Name: row.GetString(1), Checksum: row.GetString(2)));
        for (var i = 0; i < rows.Count; i++)
        {
            var (number, name, checksum) = rows[i];
            if (number != i + 1)
            {
                throw Refuse(
                    StorageError.MigrationMissing, $"Its list of applied migrations lacks number {i + 1:0000}.", "Restore the database from a backup.");
            }

            if (i >= set.Migrations.Count)
            {
                throw Refuse(
                    StorageError.NewerSchema,
                    $"It has migration {number:0000}-{name}, but this version of the application knows only {set.Migrations.Count}.",
                    "Start the newer version, or restore a backup from before the upgrade.");
            }

            if (set.Migrations[i].Checksum != checksum)
            {
                throw Refuse(
                    StorageError.MigrationChanged,
                    $"{set.Migrations[i].FileName} differs from the {number:0000}-{name} that was applied.",
                    "Put the old text back and write the change as a new migration.");
            }
        }

        return rows.Count;
    }

    private void Run(Migration migration)
    {
        try
        {
            session.ExecuteScript(migration.Sql);
            if (!session.InTransaction)
            {
                throw Failed(migration, "It ends its transaction itself (with COMMIT, END or ROLLBACK).", null);
            }

            var violation = session.QueryString("select \"table\" from pragma_foreign_key_check limit 1");
            if (violation is not null)
            {
                throw Failed(migration, $"It leaves rows in table {violation} whose foreign keys point nowhere.", null);
            }

            session.Execute(
                "insert into belfry_migrations values (?1, ?2, ?3, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'), sqlite_version())",
                migration.Number,
                migration.Name,
                migration.Checksum);
        }
        catch (StorageException cause) when (cause.Error != StorageError.MigrationFailed)
        {
            throw Failed(migration, cause.Why, cause);
        }
    }

    private StorageException Refuse(StorageError error, string why, string next) =>
        new(error, session.Path, $"Cannot migrate {session.Path}.", why, next);

    private StorageException Failed(Migration migration, string why, Exception? cause) => new(
        StorageError.MigrationFailed,
        session.Path,
        $"Migration {migration.FileName} failed on {session.Path} and was rolled back.",
        why,
        "Correct the migration and start again.",
        cause);

    [LoggerMessage(Level = LogLevel.Information, Message = "Applied migration {Migration} to {Path}.")]
    private partial void LogApplied(string migration, string path);
}
