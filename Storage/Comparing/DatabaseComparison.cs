using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Comparing;

/// <summary>
/// Compares two databases table by table: rows are matched by their primary key, or by their rowid where the table has none. Both are read in one state each; memory does
/// not grow with them. Virtual tables and what SQLite keeps for itself are passed over; of a table whose columns differ, those that both have are compared.
/// </summary>
public static class DatabaseComparison
{
    /// <summary>What would change in a database if another one took its place.</summary>
    /// <param name="now">The database as it is; it may be in use.</param>
    /// <param name="then">The other one; nobody else uses it.</param>
    /// <param name="limit">After this time, tables that are not compared yet are told without figures.</param>
    /// <param name="progress">Told the share of tables that are done, 0 to 1, on this call's thread; not told when null.</param>
    /// <param name="cancellation">Stops the query that runs.</param>
    /// <returns>Every table of either, by name.</returns>
    /// <exception cref="StorageException">One of them cannot be read.</exception>
    public static IReadOnlyList<TableChange> Run(string now, string then, TimeSpan limit, IProgress<double>? progress, CancellationToken cancellation)
    {
        var end = DateTimeOffset.UtcNow + limit;
        using var session = new SessionFactory(now, new DatabaseOptions { Path = now }).OpenReader();
        session.Execute("attach database ?1 as other", then);
        session.Execute("begin");
        var guard = new StatementGuard(session);
        var has = Tables(session, "main");
        var had = Tables(session, "other");
        var names = has.Union(had).Order(StringComparer.Ordinal).ToList();
        var changes = new List<TableChange>(names.Count);
        foreach (var name in names)
        {
            changes.Add(Within(guard, end - DateTimeOffset.UtcNow, name, has.Contains(name), had.Contains(name), cancellation));
            progress?.Report((double)changes.Count / names.Count);
        }

        session.Execute("rollback");
        return changes;
    }

    private static TableChange Within(StatementGuard guard, TimeSpan left, string table, bool has, bool had, CancellationToken cancellation)
    {
        var unknown = new TableChange(table, null, null, null, null, null);
        if (left <= TimeSpan.Zero)
        {
            return unknown;
        }

        try
        {
            return guard.Run(session => Compare(session, table, has, had), left, cancellation);
        }
        catch (StorageException late) when (late.Error == StorageError.DeadlineExceeded)
        {
            return unknown;
        }
    }

    private static TableChange Compare(SqliteSession session, string table, bool has, bool had)
    {
        long? rows = has ? session.QueryInt64($"select count(*) from main.{SqliteName.Quoted(table)}") : null;
        long? rowsThen = had ? session.QueryInt64($"select count(*) from other.{SqliteName.Quoted(table)}") : null;
        if (rows is not { } present || rowsThen is not { } past)
        {
            return new TableChange(table, rows, rowsThen, rowsThen ?? 0, rows ?? 0, 0);
        }

        var columns = Columns(session, "main", table).Intersect(Columns(session, "other", table)).ToList();
        var key = columns.Where(column => column.IsKey).Select(column => SqliteName.Quoted(column.Name)).DefaultIfEmpty("_rowid_").ToList();
        var content = columns.Where(column => !column.IsKey).Select(column => $"n.{SqliteName.Quoted(column.Name)} is not o.{SqliteName.Quoted(column.Name)}").DefaultIfEmpty("0");
        var (added, changed) = session.QueryFirstOrDefault(
            $"""
            select count(*) filter (where n.{key[0]} is null), count(*) filter (where n.{key[0]} is not null and ({string.Join(" or ", content)}))
            from other.{SqliteName.Quoted(table)} o left join main.{SqliteName.Quoted(table)} n on {string.Join(" and ", key.Select(column => $"n.{column} = o.{column}"))}
            """,
            static row => (row.GetInt64(0), row.GetInt64(1)));
        return new TableChange(table, present, past, added, present - (past - added), changed);
    }

    private static List<string> Tables(SqliteSession session, string database) => session.Query(
        $"""
        select name from {database}.sqlite_schema t where type = 'table' and name not like 'sqlite!_%' escape '!' and sql not like 'create virtual%'
            and not exists (select 1 from {database}.sqlite_schema v where v.sql like 'create virtual%' and t.name like v.name || '!_%' escape '!')
        """,
        static row => row.GetString(0));

    private static List<(string Name, bool IsKey)> Columns(SqliteSession session, string database, string table) =>
        session.Query("select name, pk > 0 from pragma_table_info(?1, ?2)", static row => (row.GetString(0), row.GetInt64(1) == 1), table, database);
}
