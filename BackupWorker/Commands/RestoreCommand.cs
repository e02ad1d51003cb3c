using System.CommandLine;
using System.Diagnostics;
using Belfry.BackupWorker.Documents;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry restore</c>: one backup into a file, which gets its name only after it was checked.</summary>
internal static class RestoreCommand
{
    private const string Latest = "latest";

    private static readonly Argument<string> Which = new("backup")
    {
        Description = "latest for the newest verified backup, or an id from belfry list; the beginning of an id will do.",
    };

    private static readonly Option<string> To = new("--to", "-t")
    {
        HelpName = "FILE",
        Description = "The file to write. It must not exist yet.",
        Required = true,
    };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "If the file exists, keep it under another name and put the backup in its place. Refused while a program has it open.",
    };

    public static Command Create()
    {
        var command = new Command("restore", "Write a backup to a file and check it.") { Which, To, Force, SharedOptions.Archive, SharedOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var locations = new Locations(line);
        var terminal = new Terminal(line);
        var archive = await locations.OpenArchiveAsync(cancellation);
        var backup = Choose(await archive.ListAsync(cancellation), line.GetRequiredValue(Which), locations);
        var place = new RestorePlace(line.GetRequiredValue(To));
        if (place.Occupied && !line.GetValue(Force))
        {
            throw new FaultException(Occupied(place.File, line, locations));
        }

        var replaced = await terminal.WithProgressAsync(async steps =>
        {
            steps?.Report($"Restoring and checking {backup.Id}");
            return await place.FillAsync(file => archive.RestoreAsync(backup.Id, file, cancellation));
        });
        var restored = new RestoredDocument(
            backup.Id,
            backup.TakenAt.UtcDateTime,
            place.File,
            new FileInfo(place.File).Length,
            (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds,
            replaced);
        terminal.Result(restored, DocumentJson.Default.RestoredDocument, () => Show(restored));
        return (int)ExitCode.Done;
    }

    private static Backup Choose(IReadOnlyList<Backup> backups, string which, Locations locations)
    {
        if (which == Latest)
        {
            // Without a verified backup an unverified one is the best there is; the restore checks it like any other.
            return backups.FirstOrDefault(backup => backup.State == BackupState.Verified)
                ?? backups.FirstOrDefault(backup => backup.State == BackupState.Unverified)
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

    private static Fault Occupied(string file, ParseResult line, Locations locations) => new(
        ExitCode.Failed,
        FaultCode.FileExists,
        $"Nothing was restored to {file}.",
        "The file exists, and a restore never overwrites one unasked. With --force it is kept under another name.",
        locations.Suggest($"restore {line.GetRequiredValue(Which)} --to {Wording.Quoted(line.GetRequiredValue(To))} --force"));

    private static void Show(RestoredDocument restored)
    {
        Terminal.Line($"Restored {restored.Id} to {restored.File}: {Wording.Size(restored.Bytes)}, checked, {Wording.Span(TimeSpan.FromMilliseconds(restored.Milliseconds))}.");
        if (restored.Replaced is { } replaced)
        {
            Terminal.Line($"The file that was there is kept as {replaced}.");
        }
    }
}
