namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line of a resource's console log.</summary>
/// <param name="LineNumber">From 1, rising by one per resource and run.</param>
/// <param name="Content">UTC time, a space, and the text: <c>2026-11-21T01:14:26.123Z Now listening</c>.</param>
/// <param name="IsErrorMessage">Whether it came from standard error.</param>
public readonly record struct LogLine(int LineNumber, string Content, bool IsErrorMessage);

internal enum LogStream
{
    Out,
    Err,
    System,
}

internal readonly record struct LogEntry(int Number, DateTime At, LogStream Stream, string Text)
{
    public LogLine ToLine() => new(Number, $"{At:yyyy-MM-dd'T'HH:mm:ss.fff'Z'} {Text}", Stream == LogStream.Err);
}
