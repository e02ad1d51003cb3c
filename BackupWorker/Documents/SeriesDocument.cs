namespace Belfry.BackupWorker.Documents;

/// <summary>Measurements since the start of the service, a day of them at most, oldest first: lists of equal length.</summary>
/// <param name="At">When each was taken, in seconds since 1970.</param>
/// <param name="LagMilliseconds">How far the archive was behind, the worst since the one before; null while nothing was streamed.</param>
/// <param name="WalBytes">The size of the WAL, the largest since the one before.</param>
/// <param name="DatabaseBytes">The size of the database file.</param>
internal sealed record SeriesDocument(IReadOnlyList<long> At, IReadOnlyList<long?> LagMilliseconds, IReadOnlyList<long> WalBytes, IReadOnlyList<long> DatabaseBytes);
