using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry drill</c>: restores a moment that nobody chose, and tells how long a bad day would take.</summary>
internal static class DrillCommand
{
    public static Command Create()
    {
        var command = new Command("drill", "Restore a random moment to a scratch file, check it, and tell how long it took.") { SharedOptions.Database, SharedOptions.Archive, SharedOptions.KeyFile, SharedOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var terminal = new Terminal(line);
        var archive = await locations.OpenAnywhereAsync(cancellation);
        var drill = await terminal.WithProgressAsync(steps => Drill.RunAsync(archive, locations.Suggest, steps, cancellation));
        terminal.Result(drill, DocumentJson.Default.DrillDocument, () => Terminal.Line(
            $"Restored the state at {drill.At:yyyy-MM-dd HH:mm:ss.fff} UTC in {Wording.Span(TimeSpan.FromMilliseconds(drill.Milliseconds))}: {Wording.Size(drill.Bytes)}, every check passed."));
        return (int)ExitCode.Done;
    }
}
