using System.Globalization;

namespace Belfry.Storage.Backup;

/// <summary>Times in names: UTC with milliseconds, such as <c>20261121T011426.123Z</c>, so that names sort by time.</summary>
internal static class ArchiveTime
{
    public const int Length = 20;

    /// <summary>The last millisecond of the year 9999.</summary>
    public const long MaxMilliseconds = 253_402_300_799_999;
    private const string Format = "yyyyMMdd'T'HHmmss.fff'Z'";

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    /// <summary>Without what the names cannot hold.</summary>
    public static DateTimeOffset WholeMilliseconds(DateTimeOffset time) => DateTimeOffset.FromUnixTimeMilliseconds(time.ToUnixTimeMilliseconds());
}
