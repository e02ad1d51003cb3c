using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Otlp;

/// <summary>What became of one export request. <paramref name="Rejected"/> records were refused for the <paramref name="Reason"/>.</summary>
internal readonly record struct ExportOutcome(long Accepted, long Rejected, string? Reason, bool Malformed);

/// <summary>
/// Walks an export request of any signal down to its records: request (1) per resource, (2) per scope, (2) records.
/// Each record is checked to the last byte before the sink sees it; a bad one is counted and the others go on.
/// </summary>
internal sealed class ExportWalk(MessageSchema recordSchema, SourceCache sources, ExportWalk.Sink sink, int maxRecordBytes)
{
    /// <summary>Takes one record; false refuses it.</summary>
    public delegate bool Sink(TelemetryScope scope, ReadOnlySpan<byte> record);

    private long _accepted;
    private long _rejected;
    private string? _reason;
    private bool _malformed;

    public ExportOutcome Run(ReadOnlySpan<byte> request)
    {
        var reader = new ProtoReader(request);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == 1 && wire == WireType.Bytes)
            {
                WalkResource(reader.ReadBytes());
            }
            else
            {
                reader.Skip(wire);
            }
        }

        return new ExportOutcome(_accepted, _rejected, _reason, _malformed || reader.Failed);
    }

    private void WalkResource(ReadOnlySpan<byte> group)
    {
        if (!TryFindHeader(group, OtlpSchema.Resource, out var resource))
        {
            return;
        }

        var source = sources.Source(resource);
        var reader = new ProtoReader(group);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == 2 && wire == WireType.Bytes)
            {
                WalkScope(source, reader.ReadBytes());
            }
            else
            {
                reader.Skip(wire);
            }
        }
    }

    private void WalkScope(TelemetrySource source, ReadOnlySpan<byte> group)
    {
        if (!TryFindHeader(group, OtlpSchema.Scope, out var header))
        {
            return;
        }

        var scope = sources.Scope(source, header);
        var reader = new ProtoReader(group);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == 2 && wire == WireType.Bytes)
            {
                Take(scope, reader.ReadBytes());
            }
            else
            {
                reader.Skip(wire);
            }
        }
    }

    private void Take(TelemetryScope scope, ReadOnlySpan<byte> record)
    {
        if (!WireCheck.IsWellFormed(record, recordSchema))
        {
            Reject($"A {recordSchema.Name} was malformed or nested deeper than {WireCheck.MaxDepth} levels.");
        }
        else if (record.Length <= maxRecordBytes)
        {
            Count(sink(scope, record));
        }
        else
        {
            using var trimmed = new ProtoWriter();
            RecordTrimmer.Trim(record, recordSchema, trimmed);
            if (trimmed.Written.Length > maxRecordBytes)
            {
                Reject($"A {recordSchema.Name} was larger than {maxRecordBytes} bytes even after its texts were cut.");
            }
            else
            {
                Count(sink(scope, trimmed.Written));
            }
        }
    }

    private void Count(bool taken)
    {
        if (taken)
        {
            _accepted++;
        }
        else
        {
            Reject($"A {recordSchema.Name} lacked what it needs to be stored (ids, a name) or a bound was reached.");
        }
    }

    private void Reject(string reason)
    {
        _rejected++;
        _reason ??= reason;
    }

    /// <summary>The resource or scope (field 1) of a group, which may come after its records; also checks the group's own framing.</summary>
    private bool TryFindHeader(ReadOnlySpan<byte> group, MessageSchema schema, out ReadOnlySpan<byte> header)
    {
        header = default;
        var reader = new ProtoReader(group);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == 1 && wire == WireType.Bytes)
            {
                header = reader.ReadBytes();
            }
            else
            {
                reader.Skip(wire);
            }
        }

        if (reader.Failed || !WireCheck.IsWellFormed(header, schema))
        {
            _malformed = true;
            return false;
        }

        return true;
    }
}
