using Belfry.Dashboard.Live;
using Belfry.Dashboard.Otlp;
using Belfry.Dashboard.Otlp.Wire;
using Belfry.Dashboard.Records;

namespace Belfry.Dashboard.Logs;

/// <summary>
/// The newest log records of everything that sends. Bounded by <see cref="MaxRecords"/> and <see cref="MaxBytes"/>;
/// emptied by newer records and by <see cref="Clear"/>. Safe for any number of senders and readers: a reader holds the
/// lock for <see cref="BlockRecords"/> records at a time, so that a long search never holds up a sender.
/// </summary>
internal sealed class LogStore(SourceCache sources, LiveUpdates live)
{
    public const int MaxRecords = 100_000;
    public const int MaxBytes = 38 * 1024 * 1024;
    public const int MaxRecordBytes = 32 * 1024;
    private const int BlockRecords = 512;

    private readonly Lock _gate = new();
    private readonly RecordRing<LogEntry> _ring = new(MaxRecords, MaxBytes);

    public ExportOutcome Accept(ReadOnlySpan<byte> request)
    {
        var outcome = new ExportWalk(OtlpSchema.LogRecord, sources, Append, MaxRecordBytes).Run(request);
        live.Publish(LiveTopics.Logs);
        return outcome;
    }

    public LogPage Query(LogQuery query)
    {
        var items = new List<LogRow>(Math.Min(query.Limit, 512));
        var match = new LogMatch(query);
        var position = query.Before;
        while (true)
        {
            lock (_gate)
            {
                position = Math.Min(position, _ring.Next);
                var end = Math.Max(Math.Max(query.From, _ring.Oldest), position - BlockRecords);
                while (position > end && items.Count < query.Limit)
                {
                    position--;
                    if (match.Matches(_ring.Entry(position), _ring.Bytes(position)))
                    {
                        items.Add(LogViews.Row(position, _ring.Entry(position), _ring.Bytes(position)));
                    }
                }

                var more = position > Math.Max(query.From, _ring.Oldest);
                if (!more || items.Count >= query.Limit)
                {
                    return new LogPage(items, more ? position : null, _ring.Next, _ring.Count, _ring.Oldest);
                }
            }
        }
    }

    public LogDetail? Find(long id)
    {
        lock (_gate)
        {
            return _ring.Contains(id) ? LogViews.Detail(id, _ring.Entry(id), _ring.Bytes(id)) : null;
        }
    }

    /// <summary>Whatever matches, newest first, as it came; the batch counts those it has no room for.</summary>
    public void Collect(LogQuery query, RecordBatch batch) =>
        _ring.CollectNewest(_gate, query.Before, new LogMatch(query).Matches, entry => entry.Scope, batch);

    /// <summary>The place that the next record will have.</summary>
    public long Next
    {
        get
        {
            lock (_gate)
            {
                return _ring.Next;
            }
        }
    }

    /// <summary>What matches from a place on, oldest first, until the batch is full.</summary>
    /// <returns>The place to go on from.</returns>
    public long Follow(LogQuery query, long from, RecordBatch batch) => _ring.Follow(_gate, from, new LogMatch(query).Matches, entry => entry.Scope, batch);

    /// <summary>Everything that sent one of the records kept.</summary>
    public HashSet<TelemetrySource> Sources() => _ring.Sources(_gate, entry => entry.Scope);

    /// <summary>Every record, oldest first, copied a block at a time; records that are pushed out meanwhile are left out.</summary>
    public IEnumerable<(TelemetryScope Scope, byte[] Record)> Export() => _ring.Export(_gate, entry => entry.Scope);

    public void Clear()
    {
        lock (_gate)
        {
            _ring.Clear();
        }

        live.Publish(LiveTopics.Logs);
    }

    private bool Append(TelemetryScope scope, ReadOnlySpan<byte> record)
    {
        var entry = LogEntry.Decode(scope, record);
        lock (_gate)
        {
            _ring.Append(entry, record);
        }

        return true;
    }
}
