using Belfry.Storage.Sqlite;

namespace Belfry.Api.Data;

/// <summary>How ids and times are kept in columns: ids as lower-case text, times as Unix milliseconds.</summary>
internal static class ColumnTypes
{
    public static string ToColumn(this Guid id) => id.ToString("D");

    /// <summary>Read from the column's bytes: a page of rows makes no strings for its ids.</summary>
    public static Guid GetId(this SqliteRow row, int column) => Guid.Parse(row.GetBlob(column));

    public static DateTime GetTime(this SqliteRow row, int column) => ToTime(row.GetInt64(column));

    public static DateTime? GetTimeOrNull(this SqliteRow row, int column) => row.IsNull(column) ? null : row.GetTime(column);

    public static long? ToColumn(this DateTime? time) => time is { } moment ? new DateTimeOffset(moment.ToUniversalTime()).ToUnixTimeMilliseconds() : null;

    public static DateTime ToTime(long milliseconds) => DateTime.UnixEpoch.AddMilliseconds(milliseconds);
}
