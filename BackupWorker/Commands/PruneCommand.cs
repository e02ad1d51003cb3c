using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Retention;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry prune</c>: what the service does after each backup, by hand: marks what is not needed, deletes what was marked long enough.</summary>
internal static class PruneCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only show what is not needed any more." };

    public static Command Create()
    {
        var command = new Command("prune", "Mark what neither the kept backups nor the history need, and delete what was marked long enough.")
        {
            DryRun,
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
        var (settings, terminal) = (locations.Settings, new Terminal(line));
        var policy = new RetentionPolicy { Last = settings.Keep, History = settings.History, Grace = settings.Grace };
        if (line.GetValue(DryRun))
        {
            var plan = PruneDocument.Of(await archive.PlanRetentionAsync(policy, cancellation));
            terminal.Result(plan, DocumentJson.Default.PruneDocument, () => Terminal.Line(
                $"Would keep {plan.Kept} backups. Not needed any more: {plan.Doomed.Count} backups, {plan.Unneeded} objects in all. Nothing was changed."));
            return (int)ExitCode.Done;
        }

        using var turn = ArchiveLock.TryTake(archive.WorkFolder) ?? throw new FaultException(Faults.ArchiveBusy(archive.Place));
        var pruned = PruneDocument.Of(await archive.PruneAsync(policy, cancellation));
        terminal.Result(pruned, DocumentJson.Default.PruneDocument, () => Terminal.Line(
            $"Kept {pruned.Kept} backups, marked {pruned.Marked} objects, deleted {pruned.Deleted} that were marked earlier, left {pruned.Pinned} that are being read."
            + (pruned.Refused > 0 ? $" The archive refused to delete {pruned.Refused}: these credentials may not." : "")));
        return (int)ExitCode.Done;
    }
}
