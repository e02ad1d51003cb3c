using Belfry.Api.Items;
using Belfry.Api.Lists;
using Belfry.Api.Paging;
using Belfry.Api.SignIn;
using Belfry.Storage.Sqlite;

namespace Belfry.Api.Transfer;

/// <summary>Reads and writes all lists of a person at once.</summary>
internal static class TransferQueries
{
    /// <returns>Every list in use or archived, at one moment; null when there is too much for one document.</returns>
    public static WishlistDocument? Export(SqliteSession session, Caller caller)
    {
        var count = session.QueryInt64("select sum(item_count) from lists join list_contents on list_seq = seq where owner_id = ?1 and deleted_at is null", caller.Key);
        if (count > WishlistDocument.MaxItems || Characters(session, caller) > WishlistDocument.MaxCharacters)
        {
            return null;
        }

        var lists = new[] { Shelf.Active, Shelf.Archived }
            .SelectMany(shelf => ListQueries.Page(session, caller, shelf, PageCursor.Start, ListQueries.MaxLists))
            .Select(row => new ListDocument
            {
                List = new WishListInput { Name = row.List.Name, Description = row.List.Description, Archived = row.List.Archived, RevealAt = row.List.RevealAt },
                Items =
                [
                    .. ItemQueries.Page(session, row.List.Id, row.Cursor.Second, deleted: false, PageCursor.Start, WishlistDocument.MaxItems)
                        .Select(item => InputOf(item.Item)),
                ],
            });
        return new WishlistDocument { Format = WishlistDocument.CurrentFormat, Lists = [.. lists] };
    }

    /// <summary>Adds the lists to those that are there.</summary>
    /// <returns>False when the person would have too many: the caller has to undo what was added.</returns>
    public static bool Import(SqliteSession session, Caller caller, WishlistDocument document, TimeProvider time)
    {
        foreach (var (list, items) in document.Lists.Select(entry => (entry.List, entry.Items)))
        {
            if (ListQueries.Insert(session, caller, null, list, time) is not { } made)
            {
                return false;
            }

            var seq = ListQueries.FindSeq(session, caller, made.Id);
            foreach (var item in items)
            {
                ItemQueries.Insert(session, made.Id, seq, null, item, time);
            }
        }

        return true;
    }

    private static long Characters(SqliteSession session, Caller caller) => session.QueryInt64(
        """
        select coalesce(sum(length(i.name) + coalesce(length(i.note), 0) + coalesce(length(i.url), 0)), 0)
        from lists l join items i on i.list_seq = l.seq where l.owner_id = ?1 and l.deleted_at is null and i.deleted_at is null
        """,
        caller.Key);

    private static ItemInput InputOf(Item item) => new()
    {
        Name = item.Name,
        Note = item.Note,
        Url = item.Url,
        Price = item.Price,
        Currency = item.Currency,
        Quantity = item.Quantity,
        Priority = item.Priority,
        State = item.State,
    };
}
