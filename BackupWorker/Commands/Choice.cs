using System.CommandLine;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary>What a person chose to restore: a backup by its id, the newest verified one, a named point, or a moment.</summary>
/// <param name="Point">What Storage restores.</param>
/// <param name="Words">How the choice was typed, to be repeated in a suggestion.</param>
/// <param name="BackupId">The backup; null for a moment or a named point.</param>
internal sealed record Choice(RestorePoint Point, string Words, string? BackupId)
{
    public const string Latest = "latest";

    private static readonly TimeSpan ClockTolerance = TimeSpan.FromMinutes(1);

    public static readonly Argument<string?> Which = new("backup")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "latest for the newest verified backup, an id from belfry list (the beginning of an id will do), or a name given by belfry name.",
    };

    public static readonly Option<string?> At = new("--at")
    {
        HelpName = "TIME",
        Description = $"Instead of a backup: the last commit at or before a moment, in UTC: {Moment.Shapes}.",
    };

    /// <exception cref="FaultException">The archive has no such backup, or the moment is not understood.</exception>
    public static async Task<Choice> ReadAsync(ParseResult line, Archive archive, Locations locations, CancellationToken cancellation)
    {
        if (line.GetValue(At) is not { } text)
        {
            var which = line.GetValue(Which)!;
            var backups = await archive.ListAsync(cancellation);
            var isBackup = which == Latest || backups.Any(candidate => candidate.Id.StartsWith(which, StringComparison.Ordinal));
            if (!isBackup && (await archive.PointsAsync(cancellation)).Any(point => point.Name == which))
            {
                return new Choice(RestorePoint.Named(which), Wording.Quoted(which), null);
            }

            var backup = Find(backups, which, locations);
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
                locations.Suggest("list")));
    }

    /// <summary>Without those that a clock far ahead dated: they would seem the newest for as long as it takes to get there.</summary>
    public static List<Backup> NotFromTheFuture(IReadOnlyList<Backup> backups)
    {
        var latest = TimeProvider.System.GetUtcNow() + ClockTolerance;
        return [.. backups.Where(backup => backup.TakenAt <= latest)];
    }

    /// <summary>One backup by its id, the beginning of its id, or <c>latest</c>.</summary>
    /// <exception cref="FaultException">There is none, or more than one.</exception>
    public static Backup Find(IReadOnlyList<Backup> backups, string which, Locations locations)
    {
        if (which == Latest)
        {
            // Without a verified backup an unverified one is the best there is; the restore checks it like any other.
            var taken = NotFromTheFuture(backups);
            return taken.FirstOrDefault(backup => backup.State == BackupState.Verified)
                ?? taken.FirstOrDefault(backup => backup.State == BackupState.Unverified)
                ?? throw new FaultException(Faults.NothingToRestore(locations.Archive, locations.Suggest("list")));
        }

        var matching = backups.Where(backup => backup.Id.StartsWith(which, StringComparison.Ordinal)).Take(2).ToList();
        return matching.Count == 1 ? matching[0] : throw new FaultException(new Fault(
            matching.Count == 0 ? ExitCode.NothingToRestore : ExitCode.Usage,
            matching.Count == 0 ? FaultCode.BackupNotFound : FaultCode.BackupAmbiguous,
            $"Backup {which} cannot be restored.",
            matching.Count == 0 ? $"{locations.Archive} holds no backup whose id begins so." : $"More than one id begins so: {matching[0].Id}, {matching[1].Id}.",
            locations.Suggest("list")));
    }
}
