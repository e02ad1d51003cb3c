using System.ComponentModel.DataAnnotations;
using Belfry.Api.Items;
using Belfry.Api.Validation;

namespace Belfry.Api.Sharing;

/// <summary>A link by which guests see a list and claim its items.</summary>
/// <param name="Id">To revoke it by.</param>
/// <param name="Name">For whom it is.</param>
/// <param name="Token">What a guest's page sends in the header X-Share-Token; the link is the page's address with `#share=TOKEN`.</param>
/// <param name="ExpiresAt">When it ends by itself, in UTC.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
internal sealed record Share(Guid Id, string Name, string Token, DateTime? ExpiresAt, DateTime CreatedAt);

/// <summary>What a client says about a new link.</summary>
internal sealed record ShareInput
{
    /// <summary>1 to 100 characters on one line.</summary>
    [Required, PlainText(100, MinimumLength = 1)]
    public string Name { get; init => field = value?.Trim()!; } = "";

    /// <summary>When it is to end by itself, in UTC; null for never.</summary>
    public DateTime? ExpiresAt { get; init; }
}

/// <summary>A list as a guest sees it.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Description">For whom, or for what occasion.</param>
/// <param name="Owner">Whose it is.</param>
/// <param name="RevealAt">From when on its owner sees who claimed what, in UTC; null for never.</param>
/// <param name="IsOwn">Whether the one who asks is its owner, who sees no claims here.</param>
internal sealed record SharedList(string Name, string? Description, string Owner, DateTime? RevealAt, bool IsOwn);

/// <summary>An item as a guest sees it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Claimed">How many of it are claimed; 0 for its owner, always.</param>
/// <param name="Claims">By whom; empty for its owner, always.</param>
internal sealed record SharedItem(Item Item, int Claimed, IReadOnlyList<GuestClaim> Claims);

/// <summary>What a guest claimed, as other guests see it.</summary>
/// <param name="Guest">The guest's name.</param>
/// <param name="Quantity">How many.</param>
internal sealed record GuestClaim(string Guest, int Quantity);

/// <summary>What a guest says to claim an item.</summary>
internal sealed record ClaimInput
{
    /// <summary>A random UUID that the guest's page keeps: with it the claim is taken back, and sent again it makes no second one.</summary>
    [Required]
    public Guid? Key { get; init; }

    /// <summary>The guest's name: 1 to 100 characters on one line.</summary>
    [Required, PlainText(100, MinimumLength = 1)]
    public string Guest { get; init => field = value?.Trim()!; } = "";

    /// <summary>1 to 999.</summary>
    [Range(1, 999)]
    public int Quantity { get; set; } = 1; // not init: the generated reader would then overwrite the default
}

/// <summary>Which claim a guest takes back.</summary>
internal sealed record ClaimKey
{
    /// <summary>The key that the claim was made with.</summary>
    [Required]
    public Guid? Key { get; init; }
}

/// <summary>A claim, as the list's owner sees it after the reveal.</summary>
/// <param name="Id">A UUIDv7: ids sort by creation.</param>
/// <param name="ItemId">What was claimed.</param>
/// <param name="ItemName">What it is called.</param>
/// <param name="Guest">Who claimed it.</param>
/// <param name="Quantity">How many.</param>
/// <param name="CreatedAt">When, in UTC.</param>
internal sealed record Claim(Guid Id, Guid ItemId, string ItemName, string Guest, int Quantity, DateTime CreatedAt);
