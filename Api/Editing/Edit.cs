namespace Belfry.Api.Editing;

/// <summary>What came of an edit that was made of a certain version.</summary>
/// <param name="Row">The row as it is now; null when it was not changed.</param>
/// <param name="IsStale">It was changed by somebody else since that version.</param>
/// <param name="Refusal">Why the row may not become like this; null when it may.</param>
internal readonly record struct Edit<T>(T? Row, bool IsStale, string? Refusal = null)
    where T : class;
