using SQLitePCL;

namespace Belfry.Storage.Sqlite;

/// <summary>Makes a value of one result row. The row is only valid during the call.</summary>
/// <param name="row">The current row.</param>
public delegate T RowReader<out T>(SqliteRow row);

/// <summary>
/// The current row of a running query. Columns are numbered from 0. SQLite converts where a column holds another type
/// (text "12" read as an integer is 12); NULL reads as 0, an empty text or an empty blob unless the method says OrNull.
/// </summary>
public readonly ref struct SqliteRow
{
    private readonly sqlite3_stmt _statement;

    internal SqliteRow(sqlite3_stmt statement) => _statement = statement;

    /// <summary>Whether the column holds NULL.</summary>
    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    /// <summary>The column as a 64-bit integer.</summary>
    public long GetInt64(int column) => raw.sqlite3_column_int64(_statement, column);

    /// <summary>The column as a 32-bit integer; higher bits are cut off.</summary>
    public int GetInt32(int column) => raw.sqlite3_column_int(_statement, column);

    /// <summary>The column as a truth value: false for 0 and NULL.</summary>
    public bool GetBoolean(int column) => GetInt64(column) != 0;

    /// <summary>The column as a double.</summary>
    public double GetDouble(int column) => raw.sqlite3_column_double(_statement, column);

    /// <summary>The column as text.</summary>
    public string GetString(int column) => GetStringOrNull(column) ?? "";

    /// <summary>The column as text, or null.</summary>
    public string? GetStringOrNull(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    /// <summary>The column's bytes, valid until the next row: copy what must outlive the row.</summary>
    public ReadOnlySpan<byte> GetBlob(int column) => raw.sqlite3_column_blob(_statement, column);
}
