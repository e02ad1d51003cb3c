using Belfry.Storage;
using Belfry.Storage.Sqlite;

namespace Belfry.BackupWorker.Transfer;

/// <summary>Writes the rows of a file into the application's tables, all or none: the caller's transaction is given up when this throws.</summary>
internal static class TableImport
{
    /// <param name="session">Within a transaction.</param>
    /// <param name="file">The rows; tables and columns that the database has not are refused.</param>
    /// <param name="replace">Whether the rows that the file's tables have are deleted first; otherwise the tables must be empty.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    /// <returns>How many rows each table of the file has, counted in the database at the end.</returns>
    /// <exception cref="TransferFault">The file and the database do not fit.</exception>
    public static Dictionary<string, long> Write(SqliteSession session, TransferFile file, bool replace, CancellationToken cancellation)
    {
        session.Execute("pragma defer_foreign_keys = on"); // tables come in any order; whether every row points to one is looked at below
        var named = file.ReadTables(session);
        return file.IsExport
            ? session.WithoutTriggers(() => Write(session, file, named, replace, cancellation))
            : Write(session, file, named, replace, cancellation);
    }

    private static Dictionary<string, long> Write(SqliteSession session, TransferFile file, HashSet<string> named, bool replace, CancellationToken cancellation)
    {
        var shapes = TableShape.ReadAll(session).ToDictionary(shape => shape.Name);
        Empty(session, [.. named.Select(name => shapes.GetValueOrDefault(name) ?? throw new TransferFault(0, $"there is no table {name} in this database"))], shapes.Values, replace);
        var written = new Dictionary<string, long>();
        file.Read(session, table => written[table.Table] = Write(session, shapes[table.Table], table, cancellation));
        foreach (var (name, count) in written)
        {
            if (Count(session, name) is var has && has != count)
            {
                throw new TransferFault(0, $"table {name} has {has} rows after {count} were written");
            }
        }

        return session.QueryString("select 'a row of ' || \"table\" || ' points to a missing row of ' || parent from pragma_foreign_key_check limit 1") is { } orphan
            ? throw new TransferFault(0, orphan)
            : written;
    }

    /// <summary>All tables of the file before the first row is written: a delete reaches the rows of other tables that point to what it deletes.</summary>
    private static void Empty(SqliteSession session, IReadOnlyList<TableShape> tables, IEnumerable<TableShape> all, bool replace)
    {
        var others = all.Except(tables).Where(shape => !shape.OfVirtual).ToDictionary(shape => shape.Name, shape => Count(session, shape.Name));
        if (!replace && tables.FirstOrDefault(table => !table.OfVirtual && Count(session, table.Name) > 0) is { } filled)
        {
            throw new TransferFault(0, $"table {filled.Name} has rows already, which only --replace deletes");
        }

        foreach (var table in tables)
        {
            session.Execute($"delete from {SqliteName.Quoted(table.Name)}");
        }

        foreach (var (name, count) in others)
        {
            if (Count(session, name) < count)
            {
                throw new TransferFault(0, $"rows of {name}, which is not in the file, point to rows that --replace deletes");
            }
        }
    }

    private static long Write(SqliteSession session, TableShape shape, TableRows table, CancellationToken cancellation)
    {
        var columns = table.Columns
            .Select(name => shape.Columns.FirstOrDefault(column => column.Name == name) ?? throw new TransferFault(0, $"table {shape.Name} has no column {name}")).ToArray();
        var insert = $"insert into {SqliteName.Quoted(shape.Name)} ({string.Join(", ", columns.Select(column => SqliteName.Quoted(column.Name)))}) values ({string.Join(", ", columns.Select((_, index) => $"?{index + 1}"))})";
        var values = new SqliteValue[columns.Length];
        var written = 0L;
        foreach (var (line, row) in table.Rows)
        {
            cancellation.ThrowIfCancellationRequested();
            if (row.Count != columns.Length)
            {
                throw new TransferFault(line, $"a row of {shape.Name} has {columns.Length} columns, this one {row.Count}");
            }

            for (var i = 0; i < values.Length; i++)
            {
                values[i] = row[i](columns[i]);
            }

            try
            {
                session.Execute(insert, values);
            }
            catch (StorageException refused) when (refused.Error is StorageError.Constraint)
            {
                throw new TransferFault(line, $"table {shape.Name} refuses the row: {refused.Why.TrimEnd('.')}");
            }

            written++;
        }

        return written;
    }

    private static long Count(SqliteSession session, string table) => session.QueryInt64($"select count(*) from {SqliteName.Quoted(table)}");
}
