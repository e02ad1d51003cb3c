using Belfry.Dashboard.Otlp;

namespace Belfry.Dashboard.Records;

/// <summary>Whether a record is wanted.</summary>
internal delegate bool RecordTest<T>(in T entry, ReadOnlySpan<byte> record)
    where T : struct;

/// <summary>Walks a ring without holding up those who append to it: the lock is held for a block of records at a time.</summary>
internal static class RecordScan
{
    private const int BlockRecords = 512;

    /// <summary>Older than a place, newest first, to the very end: the batch counts what it has no room for.</summary>
    public static void CollectNewest<T>(
        this RecordRing<T> ring, Lock gate, long before, RecordTest<T> test, Func<T, TelemetryScope> scopeOf, RecordBatch batch)
        where T : struct
    {
        for (var position = before; position > 0;)
        {
            lock (gate)
            {
                position = Math.Min(position, ring.Next);
                var end = Math.Max(ring.Oldest, position - BlockRecords);
                while (position > end)
                {
                    position--;
                    if (test(ring.Entry(position), ring.Bytes(position)))
                    {
                        batch.Add(scopeOf(ring.Entry(position)), ring.Bytes(position));
                    }
                }

                position = position <= ring.Oldest ? 0 : position;
            }
        }
    }

    /// <summary>From a place on, oldest first, until the end or until the batch is full. Returns the place to go on from.</summary>
    public static long Follow<T>(this RecordRing<T> ring, Lock gate, long from, RecordTest<T> test, Func<T, TelemetryScope> scopeOf, RecordBatch batch)
        where T : struct
    {
        while (true)
        {
            lock (gate)
            {
                batch.Lost += Math.Max(0, ring.Oldest - from);
                from = Math.Max(from, ring.Oldest);
                for (var end = Math.Min(ring.Next, from + BlockRecords); from < end; from++)
                {
                    if (!test(ring.Entry(from), ring.Bytes(from)))
                    {
                        continue;
                    }

                    batch.Add(scopeOf(ring.Entry(from)), ring.Bytes(from));
                    if (batch.IsFull)
                    {
                        return from;
                    }
                }

                if (from >= ring.Next)
                {
                    return from;
                }
            }
        }
    }

    public static HashSet<TelemetrySource> Sources<T>(this RecordRing<T> ring, Lock gate, Func<T, TelemetryScope> scopeOf)
        where T : struct
    {
        var sources = new HashSet<TelemetrySource>();
        for (long next = 0; ;)
        {
            lock (gate)
            {
                next = Math.Max(next, ring.Oldest);
                for (var end = Math.Min(ring.Next, next + BlockRecords); next < end; next++)
                {
                    sources.Add(scopeOf(ring.Entry(next)).Source);
                }

                if (next >= ring.Next)
                {
                    return sources;
                }
            }
        }
    }

    /// <summary>Every record, oldest first, copied a block at a time; records that are pushed out meanwhile are left out.</summary>
    public static IEnumerable<(TelemetryScope Scope, byte[] Record)> Export<T>(this RecordRing<T> ring, Lock gate, Func<T, TelemetryScope> scopeOf)
        where T : struct
    {
        long next = 0;
        while (true)
        {
            var block = new RecordBatch(BlockRecords);
            next = ring.Follow(gate, next, (in T _, ReadOnlySpan<byte> _) => true, scopeOf, block);
            if (block.Items.Count == 0)
            {
                yield break;
            }

            foreach (var item in block.Items)
            {
                yield return item;
            }
        }
    }
}
