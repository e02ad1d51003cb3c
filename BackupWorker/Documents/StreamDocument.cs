using Belfry.BackupWorker.Streaming;

namespace Belfry.BackupWorker.Documents;

/// <summary>How the streaming of commits stands. Times are UTC.</summary>
/// <param name="Lineage">The history being written; null before its first snapshot is complete.</param>
/// <param name="Position">How many commits of it are in the archive.</param>
/// <param name="NewestCommitAt">When the newest archived commit was seen; null while there is none since the start.</param>
/// <param name="LagMilliseconds">The archive holds every commit that is older than this; null before the first look.</param>
/// <param name="WalBytes">Size of the WAL that commits are read from.</param>
/// <param name="Failure">Why nothing is streamed at the moment; null when all is well.</param>
/// <param name="LineageReason">Why the present history began, one sentence; null when an earlier one goes on.</param>
/// <param name="WalBlockedSince">Since when the WAL cannot be copied into the database file, so that it grows; null when it can.</param>
/// <param name="WalBlockedBy">What keeps it from that, and which processes; null when nothing does.</param>
internal sealed record StreamDocument(
    string? Lineage, long Position, DateTime? NewestCommitAt, long? LagMilliseconds, long WalBytes, string? Failure, string? LineageReason, DateTime? WalBlockedSince, string? WalBlockedBy)
{
    public static StreamDocument Of(CommitStream stream)
    {
        var status = stream.Status;
        return new StreamDocument(
            status.Lineage,
            status.Position,
            status.CommitAt?.UtcDateTime,
            (long?)stream.Lag?.TotalMilliseconds,
            status.WalBytes,
            status.Failure,
            status.LineageReason,
            status.WalBlockedSince?.UtcDateTime,
            status.WalBlockedBy);
    }
}
