using System.Text.Json;

namespace Belfry.BackupWorker.Transfer;

/// <summary>Reads what <see cref="TableExport"/> wrote, line by line.</summary>
internal static class ExportFile
{
    private const string End = "{\"tables\":";

    /// <exception cref="TransferFault">The heading is not one of this format, or of another schema.</exception>
    public static IEnumerable<TableRows> Read(TextReader input, string schema)
    {
        var lines = new NumberedLines(input);
        var heading = Parse(lines, () => JsonSerializer.Deserialize(lines.Next() ?? "", TransferJson.Default.TransferHeading));
        if (heading is not { Format: TableExport.Format, Version: TableExport.Version })
        {
            throw lines.Fault($"it is no export of format {TableExport.Format}, version {TableExport.Version}");
        }

        if (heading.Schema != schema)
        {
            throw lines.Fault($"it was exported from a database with the schema {Words(heading.Schema)}, and this one has {Words(schema)}");
        }

        var tables = 0;
        for (; lines.Next() is { } line && !line.StartsWith(End, StringComparison.Ordinal); tables++)
        {
            var table = Parse(lines, () => JsonSerializer.Deserialize(line, TransferJson.Default.TransferTable));
            yield return new TableRows(table.Table, table.Columns, Rows(lines));
        }

        if (lines.Last is not { } last || Parse(lines, () => JsonSerializer.Deserialize(last, TransferJson.Default.TransferEnd)).Tables != tables)
        {
            throw lines.Fault($"the file ends after {tables} tables without saying that these were all");
        }
    }

    private static IEnumerable<(int, IReadOnlyList<TransferValue>)> Rows(NumberedLines lines)
    {
        for (var rows = 0L; lines.Next() is { } line; rows++)
        {
            if (!line.StartsWith('['))
            {
                var count = Parse(lines, () => JsonSerializer.Deserialize(line, TransferJson.Default.TransferCount));
                if (count.Rows != rows)
                {
                    throw lines.Fault($"it says that there are {count.Rows} rows, but there are {rows}");
                }

                yield break;
            }

            using var row = Parse(lines, () => JsonDocument.Parse(line));
            yield return (lines.Number, [.. row.RootElement.EnumerateArray().Select(value => Value(value, lines))]);
        }

        throw lines.Fault("the file ends within a table");
    }

    private static TransferValue Value(JsonElement value, NumberedLines lines) => _ => value.ValueKind switch
    {
        JsonValueKind.Null => default,
        JsonValueKind.String => Parse(lines, value.GetString),
        JsonValueKind.Number when value.TryGetInt64(out var integer) => integer,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Object when value.TryGetProperty("hex", out var digits) && digits.ValueKind == JsonValueKind.String => Parse(lines, () => Convert.FromHexString(digits.GetString()!)),
        _ => throw lines.Fault($"{value.ValueKind} is no value of a column"),
    };

    private static T Parse<T>(NumberedLines lines, Func<T?> read)
        where T : class
    {
        try
        {
            return read() ?? throw lines.Fault("it is no line of an export");
        }
        catch (Exception cause) when (cause is JsonException or FormatException or InvalidOperationException)
        {
            throw lines.Fault("it is no line of an export");
        }
    }

    private static string Words(string schema) => schema.Length == 0 ? "of no migration" : schema.Split('-')[0];
}
