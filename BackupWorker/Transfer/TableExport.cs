using System.Globalization;
using System.Text.Json;
using Belfry.Storage.Sqlite;

namespace Belfry.BackupWorker.Transfer;

/// <summary>
/// Writes every row of the application's tables as lines of JSON, one state of the database: a heading, then for each table its columns, its rows, and how many they were, and at last how many tables.
/// docs/worker.md describes the lines.
/// </summary>
internal static class TableExport
{
    public const string Format = "belfry-tables";
    public const int Version = 1;

    /// <param name="session">Within a read transaction.</param>
    /// <param name="output">Gets the lines.</param>
    /// <param name="cancellation">Stops between two rows.</param>
    /// <returns>How many rows each table has.</returns>
    public static Dictionary<string, long> Write(SqliteSession session, TextWriter output, CancellationToken cancellation)
    {
        output.WriteLine(JsonSerializer.Serialize(new TransferHeading(Format, Version, TableShape.ReadSchema(session), DateTime.UtcNow), TransferJson.Default.TransferHeading));
        var tables = TableShape.ReadAll(session).ToDictionary(table => table.Name, table => Write(session, table, output, cancellation));
        output.WriteLine(JsonSerializer.Serialize(new TransferEnd(tables.Count), TransferJson.Default.TransferEnd));
        return tables;
    }

    private static long Write(SqliteSession session, TableShape table, TextWriter output, CancellationToken cancellation)
    {
        output.WriteLine(JsonSerializer.Serialize(new TransferTable(table.Name, [.. table.Columns.Select(column => column.Name)]), TransferJson.Default.TransferTable));
        var rows = 0L;
        session.Query($"select json_array({string.Join(", ", table.Columns.Select(AsJson))}) from {SqliteName.Quoted(table.Name)}", row =>
        {
            cancellation.ThrowIfCancellationRequested();
            output.WriteLine(row.GetString(0));
            return ++rows > 0;
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{{\"rows\":{rows}}}"));
        return rows;
    }

    /// <summary>SQLite's JSON has no blobs, and rounds what is not an integer.</summary>
    private static string AsJson(ColumnShape column)
    {
        var name = SqliteName.Quoted(column.Name);
        return $"case typeof({name}) when 'blob' then json_object('hex', hex({name})) when 'real' then json(printf('%!.17g', {name})) else {name} end";
    }
}
