namespace Belfry.Storage.Restore;

/// <summary>
/// Pages on their way into a file: the newest content of each wins before anything is written, and what is written goes out in the file's order, neighbours
/// together.
/// </summary>
internal sealed class PageBuffer(FileStream file, int pageSize)
{
    private const int MaxBytes = 32 << 20;
    private const int MaxRun = 256;

    private readonly Dictionary<uint, int> _slots = [];
    private readonly byte[] _contents = new byte[MaxBytes];
    private readonly int _capacity = MaxBytes / pageSize;

    /// <summary>Takes the new content of a page.</summary>
    public void Set(uint number, ReadOnlySpan<byte> page)
    {
        if (!_slots.TryGetValue(number, out var slot))
        {
            if (_slots.Count == _capacity)
            {
                Flush();
            }

            slot = _slots.Count;
            _slots[number] = slot;
        }

        page.CopyTo(Slot(slot).Span);
    }

    /// <summary>Writes everything and cuts the file to a number of pages.</summary>
    public void Finish(uint pages)
    {
        Flush();
        file.SetLength((long)pages * pageSize);
    }

    /// <summary>Pages that a later commit cut off may go out with the rest: the file gets its length at the end.</summary>
    private void Flush()
    {
        var run = new List<ReadOnlyMemory<byte>>(MaxRun);
        var next = 0u;
        foreach (var (number, slot) in _slots.OrderBy(entry => entry.Key))
        {
            if (number != next || run.Count == MaxRun)
            {
                Write(run, next);
            }

            run.Add(Slot(slot));
            next = number + 1;
        }

        Write(run, next);
        _slots.Clear();
    }

    private void Write(List<ReadOnlyMemory<byte>> run, uint next)
    {
        if (run.Count > 0)
        {
            RandomAccess.Write(file.SafeFileHandle, run, (next - run.Count - 1L) * pageSize);
            run.Clear();
        }
    }

    private Memory<byte> Slot(int slot) => _contents.AsMemory(slot * pageSize, pageSize);
}
