using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry status</c>: is the data safe? Answered from the archive alone, so it is true even when the service is gone.</summary>
internal static class StatusCommand
{
    public static Command Create()
    {
        var command = new Command("status", "Tell whether the newest verified backup is fresh enough. Exit code 0 means yes.")
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
        var now = TimeProvider.System.GetUtcNow();
        await EachDatabase.ShowAsync(
            line,
            async locations => await LookAsync(locations, now, cancellation) is var status && status.Protected ? (status, null) : (status, Unprotected(status, locations)),
            (status, _) => Show(status, now),
            DocumentJson.Default.StatusDocument,
            DocumentJson.Default.EachDocumentStatusDocument,
            cancellation);
        return (int)ExitCode.Done;
    }

    private static async Task<StatusDocument> LookAsync(Locations locations, DateTimeOffset now, CancellationToken cancellation)
    {
        var schedule = locations.Service.Schedule;
        var archive = await locations.OpenAnywhereAsync(cancellation);
        var backups = await archive.ListAsync(cancellation);
        var newest = Choice.NotFromTheFuture(backups).FirstOrDefault(backup => backup.State == BackupState.Verified);
        var freshUntil = newest is null ? (DateTimeOffset?)null : schedule.FreshUntil(newest.TakenAt);
        var isFresh = now <= freshUntil;
        if (!isFresh)
        {
            await archive.ProveKeysAsync(cancellation); // without the right ones a verified backup looks unverified
        }

        return new StatusDocument(
            isFresh,
            archive.Place,
            schedule.Expression,
            newest is null ? null : BackupDocument.Of(newest),
            freshUntil?.UtcDateTime,
            backups.Count,
            backups.Sum(backup => backup.Bytes),
            new PauseFile(archive.WorkFolder).Read(now)?.UtcDateTime,
            locations.OnlySnapshots);
    }

    private static void Show(StatusDocument status, DateTimeOffset now)
    {
        Terminal.Line($"Protected  {(status.Protected ? "yes" : "NO")}");
        Terminal.Line(status.NewestGood is { } newest
            ? $"Newest     {newest.Id}, taken {Wording.Ago(newest.TakenAt, now)}, restored in {Wording.Span(TimeSpan.FromMilliseconds(newest.RestoreMilliseconds ?? 0))}"
            : "Newest     no verified backup");
        Terminal.Line($"Archive    {status.Archive}: {status.Backups} backups, {Wording.Size(status.Bytes)}");
        Terminal.Line($"Schedule   {status.Schedule} (UTC){(status.PausedUntil is { } until ? $", paused until {until:yyyy-MM-dd HH:mm} UTC" : "")}");
        if (status.OnlySnapshots is { } why)
        {
            Terminal.Line($"Commits    not streamed. {why}");
        }
    }

    private static Fault Unprotected(StatusDocument status, Locations locations) => status.NewestGood is { } newest
        ? new Fault(
            ExitCode.Failed,
            FaultCode.Stale,
            locations.Headline("The database is not protected."),
            $"The newest verified backup, {newest.Id}, is older than two intervals of the schedule {status.Schedule}: {(status.PausedUntil is { } until ? $"it is paused until {until:yyyy-MM-dd HH:mm} UTC." : "is the service running?")}",
            locations.Suggest("backup"))
        : Faults.NothingToRestore(status.Archive, locations.Suggest("backup"));
}
