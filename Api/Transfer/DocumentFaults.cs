using System.Diagnostics.CodeAnalysis;
using Belfry.Api.Lists;
using Belfry.Api.Validation;

namespace Belfry.Api.Transfer;

/// <summary>Checks a document as a whole, and tells of everything that is wrong with it.</summary>
internal static class DocumentFaults
{
    /// <summary>More would not be read.</summary>
    private const int MaxFaults = 100;

    public static Dictionary<string, string[]> TooMany => new()
    {
        ["lists"] = [$"There are more than {ListQueries.MaxLists} lists or {WishlistDocument.MaxItems} items. Import a part at a time."],
    };

    /// <returns>For each wrong field, by its path such as <c>lists[0].items[3].name</c>, what is wrong with it; null when all is well.</returns>
    public static Dictionary<string, string[]>? Of(WishlistDocument document)
    {
        if (Faults.Of(document) is { } faults)
        {
            return faults;
        }

        if (document.Lists.Sum(list => (long)(list?.Items?.Count ?? 0)) > WishlistDocument.MaxItems)
        {
            return TooMany;
        }

        var found = document.Lists.SelectMany(OfList).Take(MaxFaults).ToDictionary(fault => fault.Path, fault => fault.Words);
        return found.Count > 0 ? found : null;
    }

    private static IEnumerable<(string Path, string[] Words)> OfList(ListDocument? list, int index)
    {
        if (list?.List is null || list.Items is null)
        {
            return [($"lists[{index}]", ["A list needs `list` and `items`."])];
        }

        return Prefixed($"lists[{index}].list", list.List)
            .Concat(list.Items.SelectMany((item, place) => Prefixed($"lists[{index}].items[{place}]", item)));
    }

    private static IEnumerable<(string Path, string[] Words)> Prefixed<[DynamicallyAccessedMembers(Faults.Members)] T>(string path, T? input)
        where T : class => input is null
        ? [(path, ["It must not be null."])]
        : (Faults.Of(input) ?? []).Select(fault => ($"{path}.{fault.Key}", fault.Value));
}
