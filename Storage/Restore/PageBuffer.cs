namespace Belfry.Storage.Restore;

/// <summary>Pages on their way into a file: the newest content of each wins before anything is written, and what is written goes out in the file's order.</summary>
internal sealed class PageBuffer(FileStream file, int pageSize)
{
    private const int MaxBytes = 32 << 20;

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

        page.CopyTo(Slot(slot));
    }

    /// <summary>Writes everything. Pages that a later commit cut off may go out with the rest: the file gets its length at the end.</summary>
    public void Flush()
    {
        foreach (var (number, slot) in _slots.OrderBy(entry => entry.Key))
        {
            RandomAccess.Write(file.SafeFileHandle, Slot(slot), (number - 1L) * pageSize);
        }

        _slots.Clear();
    }

    private Span<byte> Slot(int slot) => _contents.AsSpan(slot * pageSize, pageSize);
}
