using Belfry.Storage.Mirroring;

namespace Belfry.BackupWorker.Documents;

/// <summary>How a mirror of the archive stands. Times are UTC.</summary>
/// <param name="Place">Where it is: <c>s3://bucket/prefix</c>.</param>
/// <param name="NewestCommitAt">When the newest commit that it holds was seen; null when it holds none.</param>
/// <param name="LagMilliseconds">It holds everything that the archive held this long ago; null before it caught up for the first time.</param>
/// <param name="ObjectsBehind">Objects that it lacks.</param>
/// <param name="BytesBehind">Their size.</param>
/// <param name="Failure">The last failure; null when all is well.</param>
/// <param name="FailingSince">Since when it has failed; null when all is well.</param>
internal sealed record MirrorDocument(
    string Place, DateTime? NewestCommitAt, long? LagMilliseconds, int ObjectsBehind, long BytesBehind, string? Failure, DateTime? FailingSince)
{
    public static MirrorDocument Of(MirrorStatus status, DateTimeOffset now) => new(
        status.Place,
        status.CommitAt?.UtcDateTime,
        status.CheckedAt is { } at ? (long)(now - at).TotalMilliseconds : null,
        status.ObjectsBehind,
        status.BytesBehind,
        status.Failure,
        status.FailingSince?.UtcDateTime);
}
