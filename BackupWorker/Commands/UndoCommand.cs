using System.CommandLine;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry undo</c>: back to what the live database held before the last restore into it. Undone twice, it is restored again.</summary>
internal static class UndoCommand
{
    /// <summary>How the names begin that a restore into the live database gives to what was there before.</summary>
    private const string SafetyName = "undo-";

    public static Command Create()
    {
        var command = new Command("undo", "Take back the last restore into the live database.")
        {
            LiveRestore.Yes,
            SharedOptions.Database,
            SharedOptions.Archive,
            SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var archive = await locations.OpenArchiveAsync(cancellation);
        var safety = (await archive.PointsAsync(cancellation)).Where(point => point.Name.StartsWith(SafetyName, StringComparison.Ordinal)).MaxBy(point => point.CreatedAt) ?? throw new FaultException(new Fault(
            ExitCode.NothingToRestore,
            FaultCode.NothingToUndo,
            "There is nothing to undo.",
            $"{archive.Place} keeps no state from before a restore into a live database.",
            locations.Suggest("list")));

        // What was there before is what the application that runs was made for, whatever the restore brought.
        var options = new InPlaceOptions { AllowOtherSchema = true };
        return await LiveRestore.RunAsync(line, locations, archive, RestorePoint.Named(safety.Name), options, "undo", cancellation);
    }
}
