using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.ServiceDefaults;
using Belfry.Storage.Retention;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry prune</c>: what the service does after each backup, by hand: marks what is not needed, deletes what was marked long enough.</summary>
internal static class PruneCommand
{
    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only show what is not needed any more." };

    private static readonly Option<int?> Keep = new("--keep") { HelpName = "N", Description = "How many of the newest backups to keep. Default: Backup__Keep." };

    private static readonly Option<TimeSpan?> History = new("--history")
    {
        HelpName = "TIME",
        Description = "For how long every moment stays restorable, such as 30.00:00:00. Default: Backup__History.",
    };

    public static Command Create()
    {
        var command = new Command("prune", "Mark what neither the kept backups nor the history need, and delete what was marked long enough.")
        {
            Keep,
            History,
            DryRun,
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
        var (policy, terminal) = (Policy(line, locations), new Terminal(line));
        var rules = $"Kept are the newest {policy.Last} backups and {Wording.Span(policy.History)} of history; deleted is what was marked for {Wording.Span(policy.Grace)}.";
        if (line.GetValue(DryRun))
        {
            var plan = PruneDocument.Of(await archive.PlanRetentionAsync(policy, cancellation));
            terminal.Result(plan, DocumentJson.Default.PruneDocument, () => Terminal.Line(
                $"{rules}\nWould keep {plan.Kept} backups. Not needed any more: {plan.Doomed.Count} backups, {plan.Unneeded} objects in all. Nothing was changed."));
            return (int)ExitCode.Done;
        }

        var pruned = await terminal.WithProgressAsync(steps => ArchiveCare.PruneAsync(archive, policy, steps, cancellation));
        terminal.Result(pruned, DocumentJson.Default.PruneDocument, () => Terminal.Line(
            $"{rules}\nKept {pruned.Kept} backups, marked {pruned.Marked} objects, deleted {pruned.Deleted} that were marked earlier, left {pruned.Pinned} that are being read."
            + (pruned.Refused > 0 ? $" The archive refused to delete {pruned.Refused}: these credentials may not." : "")));
        return (int)ExitCode.Done;
    }

    /// <summary>What the line says, else the service's settings. Nothing is deleted by settings that are only guessed.</summary>
    private static RetentionPolicy Policy(ParseResult line, Locations locations)
    {
        var settings = locations.Service.Options;
        if (!locations.Service.SayWhatIsKept && line.GetValue(Keep) is null && line.GetValue(History) is null)
        {
            throw Usage("Neither --keep nor --history is given, and neither Backup__Keep nor Backup__History is set here.", locations);
        }

        (settings.Keep, settings.History) = (line.GetValue(Keep) ?? settings.Keep, line.GetValue(History) ?? settings.History);
        foreach (var name in (string[])[nameof(settings.Keep), nameof(settings.History), nameof(settings.Grace)])
        {
            var property = typeof(BackupOptions).GetProperty(name)!;
            if (PropertyFaults.Of(settings, property).FirstOrDefault() is { } fault)
            {
                throw Usage($"{name} is {property.GetValue(settings)}. {fault}", locations);
            }
        }

        return settings.Retention;
    }

    private static FaultException Usage(string why, Locations locations)
    {
        var defaults = new BackupOptions();
        return new FaultException(new Fault(
            ExitCode.Usage, FaultCode.Usage, "What to keep is not known.", why, locations.Suggest($"prune --keep {defaults.Keep} --history {defaults.History:c} --dry-run")));
    }
}
