using System.ComponentModel.DataAnnotations;
using Belfry.Api.Validation;

namespace Belfry.Api.Items;

/// <summary>A wish.</summary>
/// <param name="Id">A UUIDv7: ids sort by creation.</param>
/// <param name="ListId">The list it is in.</param>
/// <param name="Name">What is wished for.</param>
/// <param name="Note">Size, colour, or why; may have several lines.</param>
/// <param name="Url">Where to find it; http or https.</param>
/// <param name="CreatedAt">When it was added, in UTC.</param>
/// <param name="UpdatedAt">When it was last changed, in UTC.</param>
internal sealed record Item(Guid Id, Guid ListId, string Name, string? Note, string? Url, DateTime CreatedAt, DateTime UpdatedAt);

/// <summary>What a client says about an item.</summary>
internal sealed record ItemInput
{
    public const int MaxNameLength = 200;
    public const int MaxNoteLength = 2000;
    public const int MaxUrlLength = 2000;

    /// <summary>1 to 200 characters on one line; white space around it is dropped.</summary>
    [Required, PlainText(MaxNameLength, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";

    /// <summary>At most 2000 characters, line breaks included; null for none.</summary>
    [PlainText(MaxNoteLength, Lines.Many)]
    public string? Note { get; init; }

    /// <summary>An http or https address of at most 2000 characters; null for none.</summary>
    [PlainText(MaxUrlLength), WebAddress]
    public string? Url { get; init; }
}
