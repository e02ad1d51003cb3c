using System.Runtime.CompilerServices;

namespace Belfry.Dashboard.Records;

/// <summary>
/// A first-in first-out store of encoded records: a small struct per record for filtering, and its bytes.
/// Bounded by a number of records and a number of bytes, whatever is reached first; memory is taken as it fills and reused, and what small
/// records leave empty is never taken.
/// Emptied by newer records (oldest first) and by <see cref="Clear"/>. Every record has a sequence number that is never reused.
/// Not thread-safe: the store that owns a ring guards it.
/// </summary>
internal sealed class RecordRing<T>(int maxRecords, int maxBytes, Action<T>? evicted = null)
    where T : struct
{
    /// <summary>A record is contiguous within one slab, so this also is the longest record.</summary>
    public const int SlabBytes = 256 * 1024;

    private const int PageRecords = 2048;

    /// <summary>Slabs kept for reuse when their last record has gone; one goes about when the next is needed.</summary>
    private const int MaxSpares = 2;

    private readonly byte[]?[] _slabs = new byte[maxBytes / SlabBytes][];
    private readonly Slot[]?[] _pages = new Slot[(maxRecords + PageRecords - 1) / PageRecords][];
    private readonly Stack<byte[]> _spares = new(MaxSpares);
    private Slot[]? _sparePage;
    private long _firstSlab;
    private long _end;

    /// <summary>The sequence number of the oldest record still here; equal to <see cref="Next"/> when empty.</summary>
    public long Oldest { get; private set; }

    /// <summary>The sequence number that the next record will get.</summary>
    public long Next { get; private set; }

    public int Count => (int)(Next - Oldest);

    public long Append(in T entry, ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bytes.Length, SlabBytes);
        var start = _end;
        if ((start % SlabBytes) + bytes.Length > SlabBytes)
        {
            start += SlabBytes - (start % SlabBytes);
        }

        while (Count > 0 && (Count == maxRecords || start + bytes.Length - SlotOf(Oldest).Start > (long)(_slabs.Length - 1) * SlabBytes))
        {
            EvictOldest();
        }

        var slab = _slabs[start / SlabBytes % _slabs.Length] ??= _spares.TryPop(out var spare) ? spare : GC.AllocateUninitializedArray<byte>(SlabBytes);
        bytes.CopyTo(slab.AsSpan((int)(start % SlabBytes)));
        _end = start + bytes.Length;
        SlotOf(Next) = new Slot { Entry = entry, Start = start, Length = bytes.Length };
        return Next++;
    }

    /// <summary>What the records take in memory, to whole slabs.</summary>
    public int UsedBytes => Count == 0 ? 0 : ((int)((_end / SlabBytes) - _firstSlab + 1) * SlabBytes) + (Count * Unsafe.SizeOf<Slot>());

    /// <summary>Blocks of <see cref="PageRecords"/> entries that are in memory.</summary>
    public int Pages => _pages.Count(page => page is not null);

    public bool Contains(long sequence) => sequence >= Oldest && sequence < Next;

    public ref T Entry(long sequence) => ref SlotOf(sequence).Entry;

    /// <summary>The record's bytes, valid until the next <see cref="Append"/>.</summary>
    public ReadOnlySpan<byte> Bytes(long sequence)
    {
        ref var slot = ref SlotOf(sequence);
        return _slabs[slot.Start / SlabBytes % _slabs.Length].AsSpan((int)(slot.Start % SlabBytes), slot.Length);
    }

    public void Clear()
    {
        while (Count > 0)
        {
            EvictOldest();
        }

        Array.Clear(_slabs);
        Array.Clear(_pages);
        _spares.Clear();
        _sparePage = null;
    }

    public void EvictOldest()
    {
        ref var slot = ref SlotOf(Oldest);
        var entry = slot.Entry;
        slot = default; // let go of what the entry refers to
        Oldest++;
        ReleaseSlabs();
        ReleasePage();
        evicted?.Invoke(entry);
    }

    private void ReleaseSlabs()
    {
        for (var first = (Count > 0 ? SlotOf(Oldest).Start : _end) / SlabBytes; _firstSlab < first; _firstSlab++)
        {
            ref var slab = ref _slabs[_firstSlab % _slabs.Length];
            if (slab is not null && _spares.Count < MaxSpares)
            {
                _spares.Push(slab);
            }

            slab = null;
        }
    }

    /// <summary>Lets go of the page before the oldest record's, unless the newest record is in it.</summary>
    private void ReleasePage()
    {
        var index = (int)(Oldest % maxRecords);
        var before = PageOf(Oldest - 1);
        if (index % PageRecords == 0 && (Count == 0 || PageOf(Next - 1) != before))
        {
            (_sparePage, _pages[before]) = (_pages[before], null);
        }
    }

    private int PageOf(long sequence) => (int)(sequence % maxRecords) / PageRecords;

    private ref Slot SlotOf(long sequence)
    {
        ref var page = ref _pages[PageOf(sequence)];
        if (page is null)
        {
            (page, _sparePage) = (_sparePage ?? new Slot[Math.Min(PageRecords, maxRecords)], null);
        }

        return ref page[(int)(sequence % maxRecords) % PageRecords];
    }

    private struct Slot
    {
        public T Entry;
        public long Start;
        public int Length;
    }
}
