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
