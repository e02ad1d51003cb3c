using Belfry.Storage.Sqlite;

namespace Belfry.Storage.Maintenance;

/// <summary>How much a table takes.</summary>
/// <param name="Table">Its name; empty for pages that nothing uses.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="Bytes">The pages of its rows.</param>
/// <param name="IndexBytes">The pages of its indexes.</param>
public sealed record TableSize(string Table, long Rows, long Bytes, long IndexBytes);

/// <summary>Reads sizes from SQLite's own account of its pages.</summary>
internal static class TableSizes
{
    public static IReadOnlyList<TableSize> Read(SqliteSession session)
    {
        if (session.QueryInt64("select count(*) from pragma_module_list where name = 'dbstat'") == 0)
        {
            return [];
        }

        session.Execute("begin"); // one state for all the queries
        var sizes = session.Query(
            """
            select s.tbl_name,
                   coalesce(sum(d.bytes) filter (where s.type = 'table'), 0),
                   coalesce(sum(d.bytes) filter (where s.type = 'index'), 0)
            from sqlite_schema s join (select name, sum(pgsize) as bytes from dbstat group by name) d on d.name = s.name
            group by s.tbl_name
            """,
            static row => new TableSize(row.GetString(0), 0, row.GetInt64(1), row.GetInt64(2)));
        var free = session.QueryInt64("pragma freelist_count") * session.QueryInt64("pragma page_size");
        var counted = sizes.ConvertAll(size => size with { Rows = session.QueryInt64($"select count(*) from {SqliteName.Quoted(size.Table)}") });
        session.Execute("rollback");
        return [.. counted.Append(new TableSize("", 0, free, 0)).Where(size => size.Table.Length > 0 || free > 0).OrderByDescending(size => size.Bytes + size.IndexBytes)];
    }
}
