using System.CommandLine;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry undo</c>: back to what the live database held before the last restore into it. Undone twice, it is restored again.</summary>
internal static class UndoCommand
{
    public static Command Create()
    {
        var command = new Command("undo", "Take back the last restore into the live database.")
        {
            LiveRestore.Yes,
            SharedOptions.Database,
            SharedOptions.Archive,
            SharedOptions.KeyFile,
            SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var archive = await locations.OpenArchiveAsync(cancellation);
        var before = await LiveDatabase.BeforeLastRestoreAsync(archive, locations.Suggest, cancellation);
        return await LiveRestore.RunAsync(line, locations, archive, before, LiveDatabase.Undoing, "undo", cancellation);
    }
}
