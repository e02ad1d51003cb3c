namespace Belfry.BackupWorker;

/// <summary>Sizes and times in the words of the command line; scripts get exact numbers from <c>--json</c>.</summary>
internal static class Wording
{
    private static readonly string[] SizeUnits = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Decimal units, three figures at most: <c>812 B</c>, <c>4.1 MB</c>, <c>57 GB</c>.</summary>
    public static string Size(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 999.5 && unit < SizeUnits.Length - 1)
        {
            value /= 1000;
            unit++;
        }

        return value >= 9.95 || unit == 0 ? $"{value:0} {SizeUnits[unit]}" : $"{value:0.0} {SizeUnits[unit]}";
    }

    /// <summary>The largest whole unit: <c>12 s</c>, <c>3 min</c>, <c>5 h</c>, <c>9 days</c>.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalSeconds: < 1 } => $"{span.TotalMilliseconds:0} ms",
        { TotalMinutes: < 2 } => $"{span.TotalSeconds:0} s",
        { TotalHours: < 2 } => $"{Math.Floor(span.TotalMinutes)} min",
        { TotalDays: < 2 } => $"{Math.Floor(span.TotalHours)} h",
        _ => $"{Math.Floor(span.TotalDays)} days",
    };

    public static string Ago(DateTimeOffset instant, DateTimeOffset now) =>
        now - instant < TimeSpan.FromSeconds(2) ? "just now" : $"{Span(now - instant)} ago";

    /// <summary>A path as it must be typed into a POSIX shell; quoted only when it has to be.</summary>
    public static string Quoted(string path) =>
        path.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-+:=@\\".Contains(letter, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
