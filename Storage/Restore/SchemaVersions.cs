using Belfry.Storage.Migrations;
using Belfry.Storage.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace Belfry.Storage.Restore;

/// <summary>Sees to it that a running application does not find a schema it does not know under its feet.</summary>
internal static class SchemaVersions
{
    /// <summary>Applies the migrations that a restored file lacks, when they are given, and compares it with the live database.</summary>
    /// <exception cref="StorageException">As for <see cref="Compare"/>; or a migration failed.</exception>
    public static void Reconcile(string restored, string live, InPlaceOptions options)
    {
        if (options.Migrations is not null)
        {
            using var session = new SessionFactory(restored, new DatabaseOptions { Path = restored }).Open();
            new Migrator(session, NullLogger.Instance).Apply(options.Migrations);
        }

        Compare(restored, live, options);
    }

    /// <summary>Compares the migrations of a restored file with those of the live database.</summary>
    /// <exception cref="StorageException"><see cref="StorageError.RestoreImpossible"/>: they differ and that is not allowed.</exception>
    public static void Compare(string restored, string live, InPlaceOptions options)
    {
        var (had, has) = (Read(restored), Read(live));
        if (!had.SequenceEqual(has) && !options.AllowOtherSchema)
        {
            throw new StorageException(
                StorageError.RestoreImpossible,
                live,
                $"Cannot restore into the live database {live}.",
                had.Count == has.Count
                    ? $"Both have {Words(has)}, but not the same ones: the running application would not fit it."
                    : $"It has {Words(has)}, the restore point {Words(had)}: the running application would not fit it.",
                "Restore to a file, or allow the other schema (belfry restore --other-schema) and start the application again afterwards: it applies what is missing.");
        }
    }

    private static List<string> Read(string path)
    {
        using var session = new SessionFactory(path, new DatabaseOptions { Path = path }).Open();
        return session.QueryInt64("select count(*) from sqlite_schema where name = 'belfry_migrations'") == 0
            ? []
            : session.Query("select number || '-' || checksum from belfry_migrations order by number", row => row.GetString(0));
    }

    private static string Words(List<string> migrations) => migrations.Count == 1 ? "1 migration" : $"{migrations.Count} migrations";
}
