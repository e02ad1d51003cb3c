namespace Belfry.Dashboard.Records;

/// <summary>Walks a whole ring without holding up those who append to it.</summary>
internal static class RecordExport
{
    private const int BlockRecords = 256;

    public static IEnumerable<(TScope Scope, byte[] Record)> Export<T, TScope>(this RecordRing<T> ring, Lock gate, Func<T, TScope> scopeOf)
        where T : struct
    {
        long next = 0;
        while (true)
        {
            var block = new List<(TScope, byte[])>(BlockRecords);
            lock (gate)
            {
                for (next = Math.Max(next, ring.Oldest); next < ring.Next && block.Count < BlockRecords; next++)
                {
                    block.Add((scopeOf(ring.Entry(next)), ring.Bytes(next).ToArray()));
                }
            }

            if (block.Count == 0)
            {
                yield break;
            }

            foreach (var item in block)
            {
                yield return item;
            }
        }
    }
}
