using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using Belfry.Api.Items;
using Belfry.Api.Lists;
using Belfry.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Transfer;

/// <summary>One's lists as one document: what an export gives and an import takes. Without claims, share links and pictures.</summary>
internal sealed record WishlistDocument
{
    public const string CurrentFormat = "belfry-wishlist-1";
    public const int MaxItems = 20_000;

    /// <summary>Of an export, in names, notes and addresses: it is built in memory.</summary>
    public const int MaxCharacters = 16_000_000;

    /// <summary>Always `belfry-wishlist-1`.</summary>
    [Required, AllowedValues(CurrentFormat, ErrorMessage = "The format must be belfry-wishlist-1.")]
    public string Format { get; init; } = "";

    /// <summary>At most 1,000 lists with 20,000 items in all.</summary>
    [Required, MaxLength(ListQueries.MaxLists)]
    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Counted.ByItself)]
    public IReadOnlyList<ListDocument> Lists { get; init; } = [];
}

/// <summary>A list with its items, in their order.</summary>
internal sealed record ListDocument
{
    [Required]
    public WishListInput List { get; init; } = new();

    [Required]
    public IReadOnlyList<ItemInput> Items { get; init; } = [];
}

/// <summary>What an import added, or would add.</summary>
/// <param name="Lists">How many lists.</param>
/// <param name="Items">How many items.</param>
/// <param name="Done">False when it was only checked.</param>
internal sealed record ImportReport(int Lists, int Items, bool Done);

/// <summary>How to import.</summary>
internal sealed record ImportRequest
{
    [Description("Whether only to check the document, and change nothing.")]
    [FromQuery(Name = "check"), DefaultValue(false)]
    public bool? Check { get; init; }
}
