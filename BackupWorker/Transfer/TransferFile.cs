using Belfry.Storage.Sqlite;

namespace Belfry.BackupWorker.Transfer;

/// <summary>A file of rows, which is read twice: once to see that all of it is understood, before anything is deleted or written, and once to write it.</summary>
internal sealed class TransferFile(string path)
{
    /// <summary>Whether it is what <see cref="TableExport"/> wrote: tables as they were, for which triggers must not run once more.</summary>
    public bool IsExport { get; } = StartsAsExport(path);

    /// <summary>The names of its tables; every line was read.</summary>
    /// <exception cref="TransferFault">A line is not understood, a table comes twice, or there is none.</exception>
    public HashSet<string> ReadTables(SqliteSession session)
    {
        var tables = new HashSet<string>();
        Read(session, table =>
        {
            if (!tables.Add(table.Table))
            {
                throw new TransferFault(0, $"table {table.Table} comes twice");
            }

            foreach (var _ in table.Rows)
            {
                // Reading is what is wanted.
            }
        });
        return tables.Count > 0 ? tables : throw new TransferFault(0, "there is no table in the file, neither of an export of belfry nor of a plain dump of PostgreSQL with COPY");
    }

    /// <summary>Gives each table with its rows, which must be read before the next one.</summary>
    public void Read(SqliteSession session, Action<TableRows> take)
    {
        using var input = File.OpenText(path);
        foreach (var table in IsExport ? ExportFile.Read(input, TableShape.ReadSchema(session)) : PostgresDump.Read(input))
        {
            take(table);
        }
    }

    private static bool StartsAsExport(string path)
    {
        using var input = File.OpenText(path);
        return input.Peek() == '{';
    }
}
