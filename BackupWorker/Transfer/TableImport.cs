using Belfry.Storage;
using Belfry.Storage.Sqlite;

namespace Belfry.BackupWorker.Transfer;

/// <summary>Writes the rows of a file into the application's tables, all or none: the caller's transaction is given up when this throws.</summary>
internal static class TableImport
{
    /// <param name="session">Within a transaction.</param>
    /// <param name="tables">The rows; tables and columns that the database has not are refused.</param>
    /// <param name="replace">Whether the rows that the tables have are deleted first; otherwise the tables must be empty.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    /// <returns>How many rows each table got, counted in the database.</returns>
    /// <exception cref="TransferFault">The file and the database do not fit.</exception>
    public static Dictionary<string, long> Write(SqliteSession session, IEnumerable<TableRows> tables, bool replace, CancellationToken cancellation)
    {
        session.Execute("pragma defer_foreign_keys = on"); // tables come in any order; whether every row points to one is looked at below
        var shapes = TableShape.ReadAll(session).ToDictionary(shape => shape.Name);
        var counts = new Dictionary<string, long>();
        foreach (var table in tables)
        {
            var shape = shapes.GetValueOrDefault(table.Table) ?? throw new TransferFault(0, $"there is no table {table.Table} in this database");
            if (counts.ContainsKey(shape.Name))
            {
                throw new TransferFault(0, $"table {shape.Name} comes twice");
            }

            Empty(session, shape, replace);
            var written = Write(session, shape, table, cancellation);
            counts[shape.Name] = session.QueryInt64($"select count(*) from {TableShape.Quoted(shape.Name)}");
            if (counts[shape.Name] != written)
            {
                throw new TransferFault(0, $"table {shape.Name} has {counts[shape.Name]} rows after {written} were written");
            }
        }

        return session.QueryString("select 'a row of ' || \"table\" || ' points to a missing row of ' || parent from pragma_foreign_key_check limit 1") is { } orphan
            ? throw new TransferFault(0, orphan)
            : counts;
    }

    private static void Empty(SqliteSession session, TableShape shape, bool replace)
    {
        if (replace)
        {
            session.Execute($"delete from {TableShape.Quoted(shape.Name)}");
        }
        else if (session.QueryInt64($"select exists (select 1 from {TableShape.Quoted(shape.Name)})") != 0)
        {
            throw new TransferFault(0, $"table {shape.Name} has rows already, which only --replace deletes");
        }
    }

    private static long Write(SqliteSession session, TableShape shape, TableRows table, CancellationToken cancellation)
    {
        var columns = table.Columns
            .Select(name => shape.Columns.FirstOrDefault(column => column.Name == name) ?? throw new TransferFault(0, $"table {shape.Name} has no column {name}")).ToArray();
        var insert = $"insert into {TableShape.Quoted(shape.Name)} ({string.Join(", ", columns.Select(column => TableShape.Quoted(column.Name)))}) values ({string.Join(", ", columns.Select((_, index) => $"?{index + 1}"))})";
        var values = new SqliteValue[columns.Length];
        var rows = 0L;
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

            rows++;
        }

        return rows;
    }
}
