using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry list</c>: the backups in the archive, newest first.</summary>
internal static class ListCommand
{
    private static readonly string[] Headings = ["BACKUP", "TAKEN", "SIZE", "STATE", "RESTORED IN"];

    public static Command Create()
    {
        var command = new Command("list", "Show the backups in the archive, newest first.") { SharedOptions.Database, SharedOptions.Archive, SharedOptions.KeyFile, SharedOptions.Json };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        await EachDatabase.ShowAsync(
            line,
            async locations => (BackupListDocument.Of(await ListAsync(locations, cancellation)), null),
            (list, locations) => Show(list.Backups, locations),
            DocumentJson.Default.BackupListDocument,
            DocumentJson.Default.EachDocumentBackupListDocument,
            cancellation);
        return (int)ExitCode.Done;
    }

    private static async Task<IReadOnlyList<Backup>> ListAsync(Locations locations, CancellationToken cancellation)
    {
        var archive = await locations.OpenAnywhereAsync(cancellation);
        var backups = await archive.ListAsync(cancellation);
        if (backups.All(backup => backup.State == BackupState.Unverified))
        {
            await archive.ProveKeysAsync(cancellation); // without the right ones a verified backup looks unverified
        }

        return backups;
    }

    private static void Show(IReadOnlyList<BackupDocument> backups, Locations locations)
    {
        if (backups.Count == 0)
        {
            Terminal.Line($"{locations.Archive} holds no backup yet. Take one with: {locations.Suggest("backup")}");
            return;
        }

        var now = TimeProvider.System.GetUtcNow();
        Terminal.Table(Headings, [.. backups.Select(backup => Row(backup, now))]);
        foreach (var failed in backups.Where(backup => backup.Reason is not null))
        {
            Terminal.Line($"{failed.Id} failed its check: {failed.Reason}");
        }
    }

    private static string[] Row(BackupDocument backup, DateTimeOffset now) =>
    [
        backup.Id,
        Wording.Ago(backup.TakenAt, now),
        Wording.Size(backup.Bytes),
        backup.State,
        backup.RestoreMilliseconds is { } time ? Wording.Span(TimeSpan.FromMilliseconds(time)) : "-",
    ];
}
