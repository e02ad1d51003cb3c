using System.Text;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Logs;

/// <summary>Turns an encoded log record into what the UI shows.</summary>
internal static class LogViews
{
    private const int AttributesField = 6;
    private const int MaxRowMessage = 600;

    public static LogRow Row(long id, in LogEntry entry, ReadOnlySpan<byte> record)
    {
        var message = Message(record, out _);
        return new LogRow(
            id, TelemetryIds.Milliseconds(entry.Time), entry.Severity, entry.Scope.Source.Name, entry.Scope.Source.InstanceId, entry.Scope.Name,
            message.Length > MaxRowMessage ? message[..MaxRowMessage] + "…" : message, ExceptionType(record),
            TelemetryIds.Hex(entry.TraceId), TelemetryIds.Hex(entry.SpanId));
    }

    public static LogDetail Detail(long id, in LogEntry entry, ReadOnlySpan<byte> record)
    {
        var message = Message(record, out var template);
        return new LogDetail(
            Row(id, entry, record) with { Message = message }, template, EventName(record), AttributeReader.ReadAll(record, AttributesField),
            AttributeReader.ReadAll(entry.Scope.Encoded, 3), AttributeReader.ReadAll(entry.Scope.Source.Encoded, 1));
    }

    /// <summary>
    /// The body. Some loggers send a template (<c>Wish {WishId} granted</c>) and its values as attributes; the sentence is put together here.
    /// </summary>
    private static string Message(ReadOnlySpan<byte> record, out string? template)
    {
        template = null;
        var body = Find(record, 5);
        var text = body.IsEmpty ? "" : AttributeReader.View("", body).Value;
        if (!text.Contains('{'))
        {
            return text;
        }

        var message = new StringBuilder(text.Length + 32);
        var position = 0;
        while (text.IndexOf('{', position) is var open and >= 0 && text.IndexOf('}', open) is var close and >= 0)
        {
            var name = text.AsSpan(open + 1, close - open - 1);
            var value = NameEnd(name) is var end and > 0
                ? AttributeReader.FindText(record, AttributesField, Encoding.UTF8.GetBytes(name[..end].ToString())) : null;
            message.Append(text, position, open - position).Append(value ?? text[open..(close + 1)]);
            template = value is null ? template : text;
            position = close + 1;
        }

        return message.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>Where the name of a placeholder ends: <c>{Elapsed:0.0}</c> and <c>{Name,10}</c> carry a format.</summary>
    private static int NameEnd(ReadOnlySpan<char> placeholder) =>
        placeholder.IndexOfAny(':', ',') is var format and >= 0 ? format : placeholder.Length;

    private static string? ExceptionType(ReadOnlySpan<byte> record) => AttributeReader.FindText(record, AttributesField, "exception.type"u8);

    private static string? EventName(ReadOnlySpan<byte> record) => Find(record, 12) is { IsEmpty: false } name ? AttributeReader.Text(name) : null;

    private static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> record, int number)
    {
        var reader = new ProtoReader(record);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == number)
            {
                return reader.ReadBytes();
            }

            reader.Skip(wire);
        }

        return default;
    }
}
