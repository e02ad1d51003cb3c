using Belfry.Storage.Sqlite;

namespace Belfry.BackupWorker.Transfer;

/// <summary>The rows of one table as a file has them, read while they are written to the database.</summary>
/// <param name="Table">The table's name.</param>
/// <param name="Columns">The columns that the rows have, in their order.</param>
/// <param name="Rows">Each is read once; a row is given with its line's number.</param>
internal sealed record TableRows(string Table, IReadOnlyList<string> Columns, IEnumerable<(int Line, IReadOnlyList<TransferValue> Values)> Rows);

/// <summary>A value of a file, as the column that it is for wants it.</summary>
internal delegate SqliteValue TransferValue(ColumnShape column);
