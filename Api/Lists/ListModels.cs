using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using Belfry.Api.Validation;
using Microsoft.AspNetCore.Mvc;

namespace Belfry.Api.Lists;

/// <summary>A list of wishes.</summary>
/// <param name="Id">A UUIDv7: ids sort by creation.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">For whom, or for what occasion; may have several lines.</param>
/// <param name="ItemCount">How many items it has.</param>
/// <param name="Archived">Whether it is put away.</param>
/// <param name="RevealAt">From when on its owner sees who claimed what, in UTC; null for never.</param>
/// <param name="Version">How often it was changed; also its ETag.</param>
/// <param name="DeletedAt">When it was put into the bin, in UTC.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
/// <param name="UpdatedAt">When what is said about it was last changed, in UTC.</param>
internal sealed record WishList(
    Guid Id, string Name, string? Description, long ItemCount, bool Archived, DateTime? RevealAt, long Version, DateTime? DeletedAt, DateTime CreatedAt,
    DateTime UpdatedAt);

/// <summary>What a client says about a list.</summary>
internal sealed record WishListInput
{
    public const int MaxNameLength = 200;
    public const int MaxDescriptionLength = 2000;

    /// <summary>1 to 200 characters on one line; white space around it is dropped.</summary>
    [Required, PlainText(MaxNameLength, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";

    /// <summary>At most 2000 characters, line breaks included; null for none.</summary>
    [PlainText(MaxDescriptionLength, Lines.Many)]
    public string? Description { get; init; }

    /// <summary>Whether it is put away.</summary>
    public bool Archived { get; init; }

    /// <summary>From when on its owner sees who claimed what, in UTC; null for never. Once the list was shared it can only become later.</summary>
    public DateTime? RevealAt { get; init; }
}

/// <summary>Where a list is.</summary>
internal enum Shelf
{
    /// <summary>Those in use.</summary>
    Active,

    /// <summary>Those put away.</summary>
    Archived,

    /// <summary>Those in the bin.</summary>
    Deleted,
}

/// <summary>Which lists a client wants.</summary>
internal sealed record ListFilter
{
    [Description("Lists in use (`active`), put away (`archived`), or in the bin (`deleted`).")]
    [FromQuery(Name = "show"), RegularExpression("^(active|archived|deleted)$"), DefaultValue("active")]
    public string? Show { get; init; }

    /// <summary>Active for a text that is not valid.</summary>
    public Shelf Shelf => Enum.TryParse<Shelf>(Show, ignoreCase: true, out var shelf) ? shelf : Shelf.Active;
}
