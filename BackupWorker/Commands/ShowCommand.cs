using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry show</c>: everything about one backup.</summary>
internal static class ShowCommand
{
    public static Command Create()
    {
        var command = new Command("show", "Show everything about one backup.") { SharedOptions.OneBackup, SharedOptions.Database, SharedOptions.Archive, SharedOptions.KeyFile, SharedOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var archive = await locations.OpenAnywhereAsync(cancellation);
        var backup = Choice.Find(await archive.ListAsync(cancellation), line.GetRequiredValue(SharedOptions.OneBackup), archive.Place, locations.Suggest);
        var plan = await archive.PlanAsync(RestorePoint.Backup(backup.Id), cancellation);
        var document = new ShownBackupDocument(BackupDocument.Of(backup), PlanDocument.Of(plan));
        new Terminal(line).Result(document, DocumentJson.Default.ShownBackupDocument, () => Show(document, locations));
        return (int)ExitCode.Done;
    }

    private static void Show(ShownBackupDocument document, Locations locations)
    {
        var (backup, plan) = document;
        Terminal.Line($"Backup     {backup.Id}");
        Terminal.Line($"Taken      {backup.TakenAt:yyyy-MM-dd HH:mm:ss.fff} UTC, {Wording.Ago(backup.TakenAt, TimeProvider.System.GetUtcNow())}");
        Terminal.Line($"Size       {Wording.Size(backup.Bytes)} in the archive");
        Terminal.Line($"State      {backup.State}{(backup.VerifiedAt is { } verified ? $", checked {verified:yyyy-MM-dd HH:mm} UTC" : "")}");
        Terminal.Line($"Restore    {(backup.RestoreMilliseconds is { } time ? $"took {Wording.Span(TimeSpan.FromMilliseconds(time))} with all checks" : "was never tried")}");
        Terminal.Line($"History    {plan.Lineage}");
        Terminal.Line($"Object     {plan.Snapshot}");
        if (backup.Reason is { } reason)
        {
            Terminal.Line($"It failed its check: {reason}");
        }

        Terminal.Line($"To bring it back: {locations.Suggest($"restore {backup.Id} --to restored.db")}");
    }
}
