using System.ComponentModel.DataAnnotations;
using Belfry.Api.Validation;

namespace Belfry.Api.Lists;

/// <summary>What a client says about a list.</summary>
internal sealed record WishListInput
{
    public const int MaxNameLength = 200;

    /// <summary>1 to 200 characters on one line; white space around it is dropped.</summary>
    [Required, PlainText(MaxNameLength, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";
}
