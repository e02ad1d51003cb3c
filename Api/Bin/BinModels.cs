using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Belfry.Api.Items;
using Belfry.Api.Validation;

namespace Belfry.Api.Bin;

/// <summary>Something in the bin: an item of a list that is there, or a whole list with its items.</summary>
/// <param name="ListId">The list: the one to put back, or the one that the item goes back into.</param>
/// <param name="ListName">What the list is called.</param>
/// <param name="ItemCount">How many items the list has, without those that are in the bin themselves.</param>
/// <param name="Item">The item; null for a whole list.</param>
/// <param name="DeletedAt">When it was put into the bin, in UTC.</param>
/// <param name="KeptUntil">From when on it cannot be put back and is removed for good, in UTC.</param>
internal sealed record BinEntry(Guid ListId, string ListName, long ItemCount, Item? Item, DateTime DeletedAt, DateTime KeptUntil);

/// <summary>What to take out of the bin: all of it is put back, or nothing.</summary>
internal sealed record PutBackInput : IValidatableObject
{
    /// <summary>1 to 200 entries of the bin.</summary>
    [Required, MinLength(1), MaxLength(200)]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Counted.ByItself)]
    public IReadOnlyList<BinName> Entries { get; init; } = [];

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Entries.Distinct().Count() != Entries.Count)
        {
            yield return new("An entry is named twice.", [nameof(Entries)]);
        }
    }
}

/// <summary>Names an entry of the bin.</summary>
internal readonly record struct BinName
{
    /// <summary>The list.</summary>
    public required Guid ListId { get; init; }

    /// <summary>The item of it; null for the whole list.</summary>
    public Guid? ItemId { get; init; }
}
