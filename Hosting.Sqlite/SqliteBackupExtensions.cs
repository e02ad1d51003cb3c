using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Hosting.Sqlite;

/// <summary>Gives a database the commands of its backup worker. Written against the public hosting API only.</summary>
public static class SqliteBackupExtensions
{
    private const string Moment = "moment";
    private const string Minutes = "minutes";

    /// <summary>
    /// Has a backup worker protect a further database, beside the one it is there for: under the name of its resource, by the worker's own schedule and into its archive. A worker in a
    /// container needs the database's volume too, see <see cref="SqliteVolumeExtensions.WithVolume"/>.
    /// </summary>
    /// <param name="worker">The worker.</param>
    /// <param name="database">The database: of this application, or of another program.</param>
    public static IResourceBuilder<T> WithFurtherDatabase<T>(this IResourceBuilder<T> worker, IResourceBuilder<SqliteDatabaseResource> database)
        where T : IResourceWithEnvironment =>
        worker.WithEnvironment($"Backup__Databases__{database.Resource.Name}__Path", database.Resource.FilePath);

    /// <summary>
    /// Adds what a developer does with backups to the dashboard: back up, verify, drill, restore, undo, and pause the schedule. The worker does the work; its steps appear in the database's console log.
    /// </summary>
    /// <param name="database">The database that the worker protects.</param>
    /// <param name="worker">Where the worker takes orders: its <c>http</c> endpoint.</param>
    /// <param name="controlKey">The secret that it expects.</param>
    /// <param name="name">Of a further database, given to the worker by <see cref="WithFurtherDatabase"/>, the name of its resource; null for the one that the worker is there for.</param>
    public static IResourceBuilder<SqliteDatabaseResource> WithBackupCommands(
        this IResourceBuilder<SqliteDatabaseResource> database, EndpointReference worker, IResourceBuilder<ParameterResource> controlKey, string? name = null)
    {
        var jobs = new WorkerJobs(worker, controlKey.Resource, name);
        const string ask = "The content of the live database is replaced. What is there now is backed up first, and Undo the last restore brings it back.";
        return database
            .WithJob(jobs, "back-up", "Back up now", "Takes a backup and proves it by a restore.", "CloudArrowUp", new { kind = "backup" })
            .WithJob(jobs, "verify", "Verify the newest backup", "Restores it from the archive once more and checks every page.", "ShieldCheckmark", new { kind = "verify" })
            .WithJob(jobs, "drill", "Rehearse a bad day", "Restores a random moment to a scratch file, and tells how long it took.", "Timer", new { kind = "drill" })
            .WithJob(jobs, "restore-latest", "Restore to latest", "Back to the newest verified backup.", "History", new { kind = "restore", backup = "latest" }, ask)
            .WithCommand("restore-moment", "Restore to a moment", context => jobs.RunAsync(new { kind = "restore", at = context.Arguments[Moment].Value }, context), new CommandOptions
            {
                Description = "Back to what the database showed at a moment.",
                IconName = "CalendarClock",
                ConfirmationMessage = ask,
                Arguments =
                [
                    new InteractionInput
                    {
                        Name = Moment,
                        Label = "Moment (UTC)",
                        InputType = InputType.Text,
                        Required = true,
                        Placeholder = "14:03, yesterday 14:03, 2026-11-21T14:03:10Z",
                        MaxLength = 64,
                    },
                ],
            })
            .WithJob(jobs, "undo", "Undo the last restore", "Brings back what the database held before the last restore.", "ArrowUndo", new { kind = "undo" }, ask)
            .WithJob(jobs, "checkpoint", "Checkpoint", "Copies the WAL into the database file, as far as readers let it.", "DatabaseArrowDown", new { kind = "checkpoint" })
            .WithCommand("pause", "Pause the schedule", context => jobs.PauseAsync("pause", new { minutes = int.TryParse(context.Arguments[Minutes].Value, out var minutes) ? minutes : 0 }, context), new CommandOptions
            {
                Description = "Scheduled backups, pruning, drills and mirrors stand still for a while. Commits are streamed meanwhile.",
                IconName = "Pause",
                Arguments = [new InteractionInput { Name = Minutes, Label = "Minutes (1 to 1440)", InputType = InputType.Number, Required = true, Value = "60" }],
            })
            .WithCommand("resume", "Resume the schedule", context => jobs.PauseAsync("resume", request: null, context), new CommandOptions
            {
                Description = "Ends a pause: what came due meanwhile is done now.",
                IconName = "Play",
            });
    }

    private static IResourceBuilder<SqliteDatabaseResource> WithJob(
        this IResourceBuilder<SqliteDatabaseResource> database,
        WorkerJobs jobs,
        string name,
        string displayName,
        string description,
        string icon,
        object request,
        string? confirmation = null) =>
        database.WithCommand(name, displayName, context => jobs.RunAsync(request, context), new CommandOptions
        {
            Description = description,
            IconName = icon,
            ConfirmationMessage = confirmation,
        });
}
