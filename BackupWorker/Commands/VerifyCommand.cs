using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry verify</c>: proves a backup again, from bytes read back from the archive, and records the outcome there.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var command = new Command("verify", "Prove a backup again by restoring it to a scratch file.") { SharedOptions.OneBackup, SharedOptions.Database, SharedOptions.Archive, SharedOptions.KeyFile, SharedOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var terminal = new Terminal(line);
        var archive = await locations.OpenArchiveAsync(cancellation);
        var chosen = Choice.Find(await archive.ListAsync(cancellation), line.GetRequiredValue(SharedOptions.OneBackup), archive.Place, locations.Suggest);
        var backup = await terminal.WithProgressAsync(steps => ArchiveCare.VerifyAsync(archive, chosen, steps, cancellation));
        terminal.Result(BackupDocument.Of(backup), DocumentJson.Default.BackupDocument, () => Terminal.Line(
            $"Backup {backup.Id} is verified: {Wording.Size(backup.Bytes)}, restored and checked in {Wording.Span(backup.RestoreTime ?? TimeSpan.Zero)}."));
        return (int)ExitCode.Done;
    }
}
