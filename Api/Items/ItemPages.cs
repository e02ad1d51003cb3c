using System.Collections.Concurrent;
using System.Text.Json;
using Belfry.Api.Json;
using Belfry.Api.Lists;
using Belfry.Api.Paging;
using Belfry.Api.SignIn;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Items;

/// <summary>
/// Pages of items as they are sent. Those that were sent lately are kept, up to 16 MiB of them; one is sent again only when the database, asked in the
/// same read whether the caller may see the list, says that the list still has the stamp with which the page was made. Triggers change the
/// stamp with every change of an item, so a page needs no other word that it is out of date: not by another process, nor by a restore.
/// </summary>
internal sealed class ItemPages
{
    private const int MaxBytes = 16 << 20;

    private readonly ConcurrentDictionary<Key, Kept> _kept = new();
    private readonly Lock _gate = new();
    private long _bytes;

    /// <returns>The page as JSON; null when there is no such list.</returns>
    public byte[]? Read(SqliteSession session, Caller caller, Guid listId, bool deleted, PageCursor after, int size)
    {
        var (list, stamp) = ListQueries.FindStamp(session, caller, listId);
        if (list == 0)
        {
            return null;
        }

        var key = new Key(listId, deleted, after, size);
        if (_kept.TryGetValue(key, out var kept) && kept.Stamp == stamp)
        {
            return kept.Json;
        }

        var rows = ItemQueries.Page(session, listId, list, deleted, after, size + 1);
        var json = JsonSerializer.SerializeToUtf8Bytes(Page.Of(rows, size, row => row.Cursor, row => row.Item), ApiJson.Default.PageItem);
        if (rows.Count > 0)
        {
            Keep(key, new Kept(stamp, json)); // empty pages are cheap, and there are as many as cursors that somebody thinks up
        }

        return json;
    }

    private void Keep(Key key, Kept page)
    {
        lock (_gate)
        {
            _bytes += page.Size - (_kept.TryGetValue(key, out var before) ? before.Size : 0);
            if (_bytes > MaxBytes)
            {
                // Begins anew: simpler than to know which is asked for least, and seldom.
                _kept.Clear();
                _bytes = page.Size;
            }

            _kept[key] = page;
        }
    }

    private readonly record struct Key(Guid List, bool Deleted, PageCursor After, int Size);

    private sealed record Kept(long Stamp, byte[] Json)
    {
        private const int EntryBytes = 200;

        public int Size => Json.Length + EntryBytes;
    }
}
