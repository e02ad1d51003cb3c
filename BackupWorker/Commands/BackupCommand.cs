using System.CommandLine;
using Belfry.BackupWorker.Documents;

namespace Belfry.BackupWorker.Commands;

/// <summary>
/// <c>belfry backup</c>: one backup now, proven before the command ends. The service may run or not. Old backups are left
/// alone: only the service knows how many to keep.
/// </summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var command = new Command("backup", "Take a backup now and prove it by restoring it.")
        {
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
        var terminal = new Terminal(line);
        using var job = await locations.BackupJobAsync(cancellation);
        var (backup, lacks) = await terminal.WithProgressAsync(steps => job.RunAsync(steps, cancellation));
        terminal.Result(BackupDocument.Of(backup), DocumentJson.Default.BackupDocument, () => Terminal.Line(
            $"Backup {backup.Id} of {job.Database} is verified: {Wording.Size(backup.Bytes)}, restored in {Wording.Span(backup.RestoreTime ?? TimeSpan.Zero)}."));
        return lacks is null ? (int)ExitCode.Done : throw new FaultException(lacks);
    }
}
