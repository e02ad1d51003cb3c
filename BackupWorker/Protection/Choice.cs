using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Protection;

/// <summary>What a person chose to restore: a backup by its id, the newest verified one, a named point, or a moment.</summary>
/// <param name="Point">What Storage restores.</param>
/// <param name="Words">How the choice was typed, to be repeated in a suggestion.</param>
/// <param name="BackupId">The backup; null for a moment or a named point.</param>
internal sealed record Choice(RestorePoint Point, string Words, string? BackupId)
{
    public const string Latest = "latest";

    /// <exception cref="FaultException">The archive has no such backup, or the moment is not understood.</exception>
    public static async Task<Choice> ReadAsync(string? which, string? at, Archive archive, Suggest suggest, CancellationToken cancellation)
    {
        if (at is not { } text)
        {
            which ??= Latest;
            var backups = await archive.ListAsync(cancellation);
            var isBackup = which == Latest || backups.Any(candidate => candidate.Id.StartsWith(which, StringComparison.Ordinal));
            if (!isBackup && (await archive.PointsAsync(cancellation)).Any(point => point.Name == which))
            {
                return new Choice(RestorePoint.Named(which), Wording.Quoted(which), null);
            }

            var backup = Find(backups, which, archive.Place, suggest);
            return new Choice(RestorePoint.Backup(backup.Id), Wording.Quoted(which), backup.Id);
        }

        if (text.Trim().Equals("now", StringComparison.OrdinalIgnoreCase))
        {
            // The newest commit, also when the clock that dated it ran ahead of this one.
            return new Choice(RestorePoint.Latest, "--at now", null);
        }

        return Moment.TryParse(text, TimeProvider.System.GetUtcNow(), out var moment)
            ? new Choice(RestorePoint.At(moment), $"--at {Wording.Quoted(text)}", null)
            : throw new FaultException(new Fault(
                ExitCode.Usage,
                FaultCode.MomentWrong,
                $"The moment '{text}' cannot be restored.",
                $"It is not understood, or it lies in the future. Understood are, in UTC: {Moment.Shapes}.",
                suggest("list")));
    }

    /// <summary>Without those that a clock far ahead dated: they would seem the newest for as long as it takes to get there.</summary>
    public static List<Backup> NotFromTheFuture(IReadOnlyList<Backup> backups) => NotFromTheFuture(backups, TimeProvider.System.GetUtcNow());

    /// <inheritdoc cref="NotFromTheFuture(IReadOnlyList{Backup})"/>
    public static List<Backup> NotFromTheFuture(IReadOnlyList<Backup> backups, DateTimeOffset now) =>
        [.. backups.Where(backup => !IsFromTheFuture(backup, now))];

    public static bool IsFromTheFuture(Backup backup, DateTimeOffset now) => backup.TakenAt > now + BackupSchedule.ClockTolerance;

    /// <summary>One backup by its id, the beginning of its id, or <c>latest</c>.</summary>
    /// <exception cref="FaultException">There is none, or more than one.</exception>
    public static Backup Find(IReadOnlyList<Backup> backups, string which, string place, Suggest suggest)
    {
        if (which == Latest)
        {
            // Without a verified backup an unverified one is the best there is; the restore checks it like any other.
            var taken = NotFromTheFuture(backups);
            return taken.FirstOrDefault(backup => backup.State == BackupState.Verified)
                ?? taken.FirstOrDefault(backup => backup.State == BackupState.Unverified)
                ?? throw new FaultException(Faults.NothingToRestore(place, suggest("list")));
        }

        var matching = backups.Where(backup => backup.Id.StartsWith(which, StringComparison.Ordinal)).Take(2).ToList();
        return matching.Count == 1 ? matching[0] : throw new FaultException(new Fault(
            matching.Count == 0 ? ExitCode.NothingToRestore : ExitCode.Usage,
            matching.Count == 0 ? FaultCode.BackupNotFound : FaultCode.BackupAmbiguous,
            $"Backup {which} cannot be restored.",
            matching.Count == 0 ? $"{place} holds no backup whose id begins so." : $"More than one id begins so: {matching[0].Id}, {matching[1].Id}.",
            suggest("list")));
    }
}
