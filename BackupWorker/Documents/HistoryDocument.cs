using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Documents;

/// <summary>What can be restored between two moments. Times are UTC.</summary>
/// <param name="From">The beginning of the span.</param>
/// <param name="To">Its end.</param>
/// <param name="Oldest">The oldest moment that can be restored, whatever the span; null when there is none.</param>
/// <param name="Newest">The newest, whatever the span; null when there is none.</param>
/// <param name="Commits">How many commits lie in each equal part of the span, in order; spread where only the end of a segment is known.</param>
/// <param name="Begins">When a history began in the span: between the one before and it there may be a gap.</param>
internal sealed record HistoryDocument(DateTime From, DateTime To, DateTime? Oldest, DateTime? Newest, IReadOnlyList<long> Commits, IReadOnlyList<DateTime> Begins)
{
    public static HistoryDocument Of(DateTimeOffset from, DateTimeOffset to, ArchiveHistory history) => new(
        from.UtcDateTime,
        to.UtcDateTime,
        history.Oldest?.UtcDateTime,
        history.Newest?.UtcDateTime,
        history.Commits,
        [.. history.Begins.Select(begin => begin.UtcDateTime)]);
}
