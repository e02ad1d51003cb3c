using System.Runtime.InteropServices;

namespace Belfry.Storage.Compaction;

/// <summary>The last known place of a page.</summary>
/// <param name="Page">Its number.</param>
/// <param name="Slot">Where its content lies, counted in pages; meaningless when contents are not kept.</param>
/// <param name="Term">Its term in the database checksum.</param>
internal readonly record struct PageEntry(uint Page, long Slot, UInt128 Term);

/// <summary>
/// Remembers the newest entry of each page, in pages' order, in bounded memory: entries fill a table; a full table goes sorted into a scratch file, and all of
/// them are merged at the end.
/// </summary>
internal sealed class PageRuns(string scratchFolder, int maxEntries = PageRuns.DefaultEntries) : IDisposable
{
    /// <summary>About 16 MiB of table.</summary>
    public const int DefaultEntries = 1 << 18;

    private const int ReadEntries = 256;
    private static readonly int EntryLength = Marshal.SizeOf<PageEntry>();

    private readonly Dictionary<uint, PageEntry> _table = [];
    private readonly List<(long Offset, int Count)> _runs = [];
    private FileStream? _file;

    /// <summary>Notes an entry that is newer than all before it.</summary>
    public void Add(PageEntry entry)
    {
        if (_table.Count == maxEntries && !_table.ContainsKey(entry.Page))
        {
            Spill();
        }

        _table[entry.Page] = entry;
    }

    /// <summary>The slot of a page's present content if it may be overwritten: that of an entry which is still in the table.</summary>
    public long? SlotOf(uint page) => _table.TryGetValue(page, out var entry) ? entry.Slot : null;

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        _table.Clear();
        _runs.Clear();
        _file?.SetLength(0);
    }

    /// <summary>The newest entry of each page up to a number, ascending.</summary>
    public IEnumerable<PageEntry> Newest(uint maxPage)
    {
        var sources = new List<IEnumerator<PageEntry>> { _table.Values.OrderBy(entry => entry.Page).GetEnumerator() };
        sources.AddRange(Enumerable.Reverse(_runs).Select(run => Read(run.Offset, run.Count).GetEnumerator())); // newest first
        var queue = new PriorityQueue<int, (uint Page, int Age)>();
        for (var age = 0; age < sources.Count; age++)
        {
            Advance(age);
        }

        for (var last = 0u; queue.TryDequeue(out var age, out var key) && key.Page <= maxPage;)
        {
            if (key.Page != last)
            {
                yield return sources[age].Current;
            }

            last = key.Page;
            Advance(age);
        }

        void Advance(int age)
        {
            if (sources[age].MoveNext())
            {
                queue.Enqueue(age, (sources[age].Current.Page, age));
            }
        }
    }

    public void Dispose() => _file?.Dispose();

    private void Spill()
    {
        _file ??= ScratchFile.Create(scratchFolder);
        var entries = _table.Values.ToArray();
        Array.Sort(entries, static (left, right) => left.Page.CompareTo(right.Page));
        var offset = _file.Length;
        RandomAccess.Write(_file.SafeFileHandle, MemoryMarshal.AsBytes(entries.AsSpan()), offset);
        _runs.Add((offset, entries.Length));
        _table.Clear();
    }

    private IEnumerable<PageEntry> Read(long offset, int count)
    {
        var buffer = new PageEntry[Math.Min(count, ReadEntries)];
        for (var read = 0; read < count; read += buffer.Length)
        {
            var chunk = Math.Min(buffer.Length, count - read);
            RandomAccess.Read(_file!.SafeFileHandle, MemoryMarshal.AsBytes(buffer.AsSpan(0, chunk)), offset + ((long)read * EntryLength));
            for (var i = 0; i < chunk; i++)
            {
                yield return buffer[i];
            }
        }
    }
}
