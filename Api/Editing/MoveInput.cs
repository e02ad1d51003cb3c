namespace Belfry.Api.Editing;

/// <summary>Where to move something.</summary>
internal sealed record MoveInput
{
    /// <summary>The entry before which it shall be; null for the end.</summary>
    public Guid? Before { get; init; }
}
