using Belfry.Storage.Sqlite;

namespace Belfry.BackupWorker.Transfer;

/// <summary>A table of the application.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="OfVirtual">Whether a virtual table keeps its content in it, as a search index does.</param>
/// <param name="Columns">Those that are written.</param>
internal sealed record TableShape(string Name, bool OfVirtual, IReadOnlyList<ColumnShape> Columns)
{
    /// <summary>All tables but SQLite's own and the list of migrations, those in which virtual tables keep their content included.</summary>
    public static List<TableShape> ReadAll(SqliteSession session) => session
        .Query(
            "select name, type = 'shadow' from pragma_table_list where schema = 'main' and type in ('table', 'shadow') and name not like 'sqlite\\_%' escape '\\' and name <> 'belfry_migrations' order by name",
            row => (Name: row.GetString(0), OfVirtual: row.GetBoolean(1)))
        .ConvertAll(table => new TableShape(table.Name, table.OfVirtual, session.Query("select name, upper(type) from pragma_table_xinfo(?1) where hidden = 0 order by cid", ColumnShape.Read, table.Name)));

    /// <summary>Which migrations made the tables, such as <c>5-3f9a…</c> for the last; empty when none did.</summary>
    public static string ReadSchema(SqliteSession session) =>
        session.QueryInt64("select count(*) from sqlite_schema where name = 'belfry_migrations'") == 0
            ? ""
            : session.QueryString("select number || '-' || checksum from belfry_migrations order by number desc limit 1") ?? "";
}

/// <param name="Name">The column's name.</param>
/// <param name="IsInteger">Whether numbers are kept as integers: its declared type contains INT or BOOL.</param>
/// <param name="IsBlob">Whether its declared type is BLOB.</param>
internal sealed record ColumnShape(string Name, bool IsInteger, bool IsBlob)
{
    public static ColumnShape Read(SqliteRow row)
    {
        var type = row.GetString(1);
        return new(row.GetString(0), type.Contains("INT", StringComparison.Ordinal) || type.Contains("BOOL", StringComparison.Ordinal), type.Contains("BLOB", StringComparison.Ordinal));
    }
}
