using Belfry.Storage.Backup;

namespace Belfry.Storage.Following;

/// <summary>
/// The checksum term of every page of a database, so that a commit changes the database checksum in proportion to its own size. Changes are provisional
/// until <see cref="Keep"/>: when an object could not be written, <see cref="Forget"/> returns to before it. 16 bytes of memory per page.
/// </summary>
internal sealed class PageTerms
{
    private const int ChunkPages = 1 << 16;

    private readonly List<UInt128[]> _chunks = [];
    private readonly Dictionary<uint, UInt128> _changed = [];
    private UInt128 _keptSum;
    private UInt128 _sum;
    private uint _keptPages;

    /// <summary>The number of pages of the database.</summary>
    public uint Pages { get; private set; }

    public DatabaseChecksum Checksum => new(_sum);

    /// <summary>Replaces the term of a page; a page beyond the end extends the database to it.</summary>
    public void Set(uint page, UInt128 term)
    {
        _sum += term - Get(page);
        _changed[page] = term;
        Pages = Math.Max(Pages, page);
    }

    /// <summary>Cuts the database to a number of pages, or notes that it grew.</summary>
    public void Resize(uint pages)
    {
        for (var page = Pages; page > pages; page--)
        {
            _sum -= Get(page);
            _changed[page] = 0;
        }

        Pages = pages;
    }

    public void Keep()
    {
        foreach (var (page, term) in _changed)
        {
            var chunk = (int)((page - 1) / ChunkPages);
            while (_chunks.Count <= chunk)
            {
                _chunks.Add(new UInt128[ChunkPages]);
            }

            _chunks[chunk][(page - 1) % ChunkPages] = term;
        }

        _changed.Clear();
        (_keptSum, _keptPages) = (_sum, Pages);
    }

    public void Forget()
    {
        _changed.Clear();
        (_sum, Pages) = (_keptSum, _keptPages);
    }

    private UInt128 Get(uint page)
    {
        if (_changed.TryGetValue(page, out var term))
        {
            return term;
        }

        var chunk = (int)((page - 1) / ChunkPages);
        return chunk < _chunks.Count ? _chunks[chunk][(page - 1) % ChunkPages] : 0;
    }
}
