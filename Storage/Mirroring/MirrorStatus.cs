namespace Belfry.Storage.Mirroring;

/// <summary>How a mirror stood a moment ago. Immutable.</summary>
/// <param name="Place">Where it is, without secrets.</param>
/// <param name="CommitAt">When the newest commit that it holds was seen; null when it holds none or was not listed yet.</param>
/// <param name="CheckedAt">It holds everything that the archive held at this moment; now less this is its lag. Null before it caught up for the first time.</param>
/// <param name="ObjectsBehind">Objects that it lacks.</param>
/// <param name="BytesBehind">Their stored size.</param>
/// <param name="Failure">The last failure, until a round succeeds; null when all is well.</param>
/// <param name="FailingSince">When the first failure of the present series was; null when all is well.</param>
public sealed record MirrorStatus(
    string Place, DateTimeOffset? CommitAt, DateTimeOffset? CheckedAt, int ObjectsBehind, long BytesBehind, string? Failure, DateTimeOffset? FailingSince);
