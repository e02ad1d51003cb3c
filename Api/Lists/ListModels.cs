using System.ComponentModel.DataAnnotations;
using Belfry.Api.Validation;

namespace Belfry.Api.Lists;

/// <summary>A list of wishes.</summary>
/// <param name="Id">A UUIDv7: ids sort by creation.</param>
/// <param name="Name">What it is called.</param>
/// <param name="ItemCount">How many items it has.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
/// <param name="UpdatedAt">When it was last renamed, in UTC.</param>
internal sealed record WishList(Guid Id, string Name, long ItemCount, DateTime CreatedAt, DateTime UpdatedAt);

/// <summary>What a client says about a list.</summary>
internal sealed record WishListInput
{
    public const int MaxNameLength = 200;

    /// <summary>1 to 200 characters on one line; white space around it is dropped.</summary>
    [Required, PlainText(MaxNameLength, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";
}
