using System.Text.Json.Serialization;

namespace Belfry.BackupWorker.Transfer;

/// <summary>The first line of an export.</summary>
/// <param name="Format">Always <c>belfry-tables</c>.</param>
/// <param name="Version">1.</param>
/// <param name="Schema">The last migration that made the tables.</param>
/// <param name="ExportedAt">When, in UTC.</param>
internal sealed record TransferHeading(string Format, int Version, string Schema, DateTime ExportedAt);

/// <summary>The line before a table's rows.</summary>
internal sealed record TransferTable(string Table, IReadOnlyList<string> Columns);

/// <summary>The line behind a table's rows.</summary>
internal sealed record TransferCount(long Rows);

/// <summary>The last line: a file that was cut off has none.</summary>
internal sealed record TransferEnd(int Tables);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(TransferHeading))]
[JsonSerializable(typeof(TransferTable))]
[JsonSerializable(typeof(TransferCount))]
[JsonSerializable(typeof(TransferEnd))]
internal sealed partial class TransferJson : JsonSerializerContext;
