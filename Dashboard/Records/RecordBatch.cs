using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Records;

/// <summary>Copies of records on their way out. Bounded by <paramref name="maxRecords"/> and <see cref="MaxBytes"/>; what does not fit is counted only.</summary>
internal sealed class RecordBatch(int maxRecords)
{
    /// <summary>Bytes of encoded records in one answer.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    private int _bytes;

    public List<(TelemetryScope Scope, byte[] Record)> Items { get; } = [];

    /// <summary>How many records matched, with or without room for them.</summary>
    public int Total { get; private set; }

    /// <summary>Records that were pushed out of the store before the one who follows it came to them.</summary>
    public long Lost { get; set; }

    public bool IsFull { get; private set; }

    public void Add(TelemetryScope scope, ReadOnlySpan<byte> record)
    {
        Total++;
        IsFull = IsFull || Items.Count == maxRecords || _bytes + record.Length > MaxBytes;
        if (!IsFull)
        {
            _bytes += record.Length;
            Items.Add((scope, record.ToArray()));
        }
    }
}
