using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Notices;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary>What <c>belfry restore --in-place</c> and <c>belfry undo</c> share: the question first, the words afterwards.</summary>
internal static class LiveRestore
{
    public static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask before the live data changes." };

    public static async Task<int> RunAsync(
        ParseResult line, Locations locations, Archive archive, Choice choice, InPlaceOptions options, string command, CancellationToken cancellation)
    {
        var database = locations.Database;
        var terminal = new Terminal(line);
        var notices = locations.Service.Notices;
        if (!line.GetValue(Yes) && !Terminal.Confirm($"Replace the content of {database} by {choice.Point}? What is there now is backed up first."))
        {
            throw new FaultException(new Fault(
                ExitCode.Usage, FaultCode.NotConfirmed, "Nothing was restored.", "Live data changes only after a yes.", locations.Suggest($"{command} --yes")));
        }

        var restored = await terminal.WithProgressAsync(steps => LiveDatabase.RestoreAsync(
            archive, database, locations.UploadsFolder?.Path, choice, options, locations.Suggest, steps, cancellation));
        terminal.Result(restored, DocumentJson.Default.RestoredDocument, () =>
        {
            Terminal.Line($"{database} shows its state of {restored.TakenAt:yyyy-MM-dd HH:mm:ss.fff} UTC: checked, writers waited {Wording.Span(TimeSpan.FromMilliseconds(restored.LockedMilliseconds ?? 0))}.");
            RestoreCommand.Show(restored.Uploads);
            Terminal.Line($"What was there before is backup {restored.Safety}. To return to it: {locations.Suggest("undo")}");
        });
        await TellAsync(Notice.OfRestore(locations.Name, locations.Headline, TimeProvider.System.GetUtcNow().UtcDateTime, restored), notices, cancellation);
        return (int)ExitCode.Done;
    }

    /// <summary>The service tells of what it was ordered to restore; of this only the command knows. That nobody could be told makes the restore no failure.</summary>
    private static async Task TellAsync(Notice notice, NoticeOptions notices, CancellationToken cancellation)
    {
        if (notices.Webhook.Length == 0)
        {
            return;
        }

        try
        {
            await NoticeHttp.PostAsync(notice, notices, cancellation);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            Console.Error.WriteLine($"Nobody was told of this restore: the webhook at {new Uri(notices.Webhook).Host} did not take it. {NoticeHttp.Why(exception)}");
        }
    }
}
