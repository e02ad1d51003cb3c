namespace Belfry.Api.Control;

/// <summary>What can be restored between two moments. Times are UTC.</summary>
/// <param name="From">The beginning of the span.</param>
/// <param name="To">Its end.</param>
/// <param name="Oldest">The oldest moment that can be restored, whatever the span; null when there is none.</param>
/// <param name="Newest">The newest, whatever the span; null when there is none.</param>
/// <param name="Commits">How many commits lie in each equal part of the span, in order; spread where only the end of a segment is known.</param>
/// <param name="Begins">When a history began in the span: between the one before and it there may be a gap.</param>
internal sealed record History(DateTime From, DateTime To, DateTime? Oldest, DateTime? Newest, IReadOnlyList<long> Commits, IReadOnlyList<DateTime> Begins);

/// <summary>Measurements since the worker's start, a day of them at most, oldest first: lists of equal length.</summary>
/// <param name="At">When each was taken, in seconds since 1970.</param>
/// <param name="LagMilliseconds">How far the archive was behind at worst; null while nothing was streamed.</param>
/// <param name="WalBytes">The size of the WAL at most.</param>
/// <param name="DatabaseBytes">The size of the database file.</param>
internal sealed record Series(IReadOnlyList<long> At, IReadOnlyList<long?> LagMilliseconds, IReadOnlyList<long> WalBytes, IReadOnlyList<long> DatabaseBytes);

/// <summary>A rehearsal of a restore that ended, well or not. Times are UTC.</summary>
/// <param name="EndedAt">When.</param>
/// <param name="Drill">What was restored; null when it failed.</param>
/// <param name="Reason">Why it failed; null when it did not.</param>
internal sealed record Rehearsal(DateTime EndedAt, Drill? Drill, string? Reason);

/// <summary>What a rehearsal restored, with every check passed.</summary>
/// <param name="At">The moment, in UTC.</param>
/// <param name="Bytes">The size of the restored database.</param>
/// <param name="Milliseconds">How long it took, checks included.</param>
internal sealed record Drill(DateTime At, long Bytes, long Milliseconds);

/// <summary>The newest rehearsals since the worker's start, newest first.</summary>
internal sealed record RehearsalList(IReadOnlyList<Rehearsal> Drills);

/// <summary>Something that people should know.</summary>
/// <param name="Event">`unprotected`, `degraded`, `protected` or `restored`.</param>
/// <param name="At">When, in UTC.</param>
/// <param name="Title">A few words.</param>
/// <param name="Text">A sentence or two.</param>
/// <param name="Good">Whether it is good news.</param>
internal sealed record Notice(string Event, DateTime At, string Title, string Text, bool Good);

/// <summary>The newest notices since the worker's start, newest first.</summary>
internal sealed record NoticeList(IReadOnlyList<Notice> Notices);
