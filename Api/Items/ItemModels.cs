using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Belfry.Api.Json;
using Belfry.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Items;

/// <summary>A wish.</summary>
/// <param name="Id">A UUIDv7: ids sort by creation.</param>
/// <param name="ListId">The list it is in.</param>
/// <param name="Name">What is wished for.</param>
/// <param name="Note">Size, colour, or why; may have several lines.</param>
/// <param name="Url">Where to find it; http or https.</param>
/// <param name="Price">What one costs, to at most four decimals.</param>
/// <param name="Currency">The price's currency, by ISO 4217: `EUR`.</param>
/// <param name="Quantity">How many are wished for.</param>
/// <param name="Priority">How much it is wished for.</param>
/// <param name="State">Whether it is still wished for.</param>
/// <param name="Pictures">The SHA-256 of each picture, in hex; where to get them is told by the operation GetPicture.</param>
/// <param name="Version">How often it was changed; also its ETag.</param>
/// <param name="DeletedAt">When it was put into the bin, in UTC.</param>
/// <param name="CreatedAt">When it was added, in UTC.</param>
/// <param name="UpdatedAt">When it was last changed, in UTC.</param>
internal sealed record Item(
    Guid Id, Guid ListId, string Name, string? Note, string? Url, decimal? Price, string? Currency, int Quantity, Priority Priority, ItemState State,
    IReadOnlyList<string> Pictures, long Version, DateTime? DeletedAt, DateTime CreatedAt, DateTime UpdatedAt);

/// <summary>How much something is wished for.</summary>
[JsonConverter(typeof(EnumNames<Priority>))]
internal enum Priority
{
    Low = -1,
    Normal = 0,
    High = 1,
}

/// <summary>Whether something is still wished for.</summary>
[JsonConverter(typeof(EnumNames<ItemState>))]
internal enum ItemState
{
    Wanted = 0,
    Received = 1,
}

/// <summary>What a client says about an item.</summary>
internal sealed record ItemInput : IValidatableObject
{
    public const int MaxNameLength = 200;
    public const int MaxNoteLength = 2000;
    public const int MaxUrlLength = 2000;
    private const int Decimals = 4;

    /// <summary>1 to 200 characters on one line; white space around it is dropped.</summary>
    [Required, PlainText(MaxNameLength, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";

    /// <summary>At most 2000 characters, line breaks included; null for none.</summary>
    [PlainText(MaxNoteLength, Lines.Many)]
    public string? Note { get; init; }

    /// <summary>An http or https address of at most 2000 characters; null for none.</summary>
    [PlainText(MaxUrlLength), WebAddress]
    public string? Url { get; init; }

    /// <summary>0 to 1,000,000,000, to at most four decimals; null for unknown.</summary>
    public decimal? Price { get; init; }

    /// <summary>Three capital letters; given with a price, and only then.</summary>
    [RegularExpression("^[A-Z]{3}$", ErrorMessage = "The field {0} must have three capital letters, such as EUR.")]
    public string? Currency { get; init; }

    /// <summary>1 to 999.</summary>
    [Range(1, 999)]
    public int Quantity { get; set; } = 1; // not init: the generated reader would then overwrite the default

    public Priority Priority { get; init; }

    public ItemState State { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Price is < 0 or > 1_000_000_000 || (Price is { } price && decimal.Round(price, Decimals) != price))
        {
            yield return new("The price must be between 0 and 1,000,000,000, with at most four decimals.", [nameof(Price)]);
        }

        if (Price is null != Currency is null)
        {
            yield return new("A price needs a currency, and a currency a price.", [nameof(Currency)]);
        }
    }
}

/// <summary>One change of many items of a list: all of it is done, or nothing.</summary>
internal sealed record ItemsChange : IValidatableObject
{
    /// <summary>1 to 200 items of the list.</summary>
    [Required, MinLength(1), MaxLength(200)]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Counted.ByItself)]
    public IReadOnlyList<Guid> Ids { get; init; } = [];

    /// <summary>Their new state; null leaves each as it is.</summary>
    public ItemState? State { get; init; }

    /// <summary>Their new priority; null leaves each as it is.</summary>
    public Priority? Priority { get; init; }

    /// <summary>The list to move them to, in the order given; null leaves them in theirs.</summary>
    public Guid? MoveTo { get; init; }

    /// <summary>Whether to put them into the bin.</summary>
    public bool Delete { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Ids.Distinct().Count() != Ids.Count)
        {
            yield return new("An item is named twice.", [nameof(Ids)]);
        }
    }
}

/// <summary>Which items a client wants.</summary>
internal sealed record ItemFilter
{
    [Description("Whether to show those in the bin instead.")]
    [FromQuery(Name = "deleted"), DefaultValue(false)]
    public bool? Deleted { get; init; }
}

/// <summary>What to search for.</summary>
internal sealed record SearchRequest
{
    [Description("1 to 200 characters: words that the name or note of an item must have, or begin with.")]
    [FromQuery(Name = "q"), Required, PlainText(200, MinimumLength = 1)]
    public string? Query { get; init; }
}
