namespace Belfry.Api.Paging;

/// <summary>One page of a longer list.</summary>
/// <param name="Items">What the page holds: as many as asked for, fewer on the last page.</param>
/// <param name="Next">Give this as `cursor` to get the next page; null on the last one.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

internal static class Page
{
    /// <summary>Makes a page of rows that were read with one more than the limit, which tells whether there is a next page.</summary>
    public static Page<T> Of<TRow, T>(List<TRow> rows, int limit, Func<TRow, PageCursor> cursor, Func<TRow, T> entry)
    {
        var more = rows.Count > limit;
        if (more)
        {
            rows.RemoveRange(limit, rows.Count - limit);
        }

        return new Page<T>(rows.ConvertAll(row => entry(row)), more ? cursor(rows[^1]).ToString() : null);
    }
}
