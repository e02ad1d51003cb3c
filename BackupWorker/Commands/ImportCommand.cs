using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.BackupWorker.Transfer;
using Belfry.Storage;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry import</c>: rows of an export, or of a dump of PostgreSQL, into the live database, in one transaction.</summary>
internal static class ImportCommand
{
    private static readonly Argument<string> Input = new("file") { Description = "What belfry export wrote, or a plain dump of PostgreSQL (pg_dump --data-only) whose tables and columns have the same names." };

    private static readonly Option<bool> Replace = new("--replace")
    {
        Description = "Delete the rows that the file's tables have first, after a proven backup. Otherwise those tables must be empty.",
    };

    public static Command Create()
    {
        var command = new Command("import", "Bring rows from a file into the database: all of them, counted and checked, or none.")
        {
            Input,
            Replace,
            LiveRestore.Yes,
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
        var path = Path.GetFullPath(line.GetRequiredValue(Input));
        var replace = line.GetValue(Replace);
        var database = locations.ExistingDatabase;
        if (replace && !line.GetValue(LiveRestore.Yes) && !Terminal.Confirm($"Delete the rows of the tables in {path} from {database}? What is there now is backed up first."))
        {
            throw new FaultException(new Fault(
                ExitCode.Usage, FaultCode.NotConfirmed, "Nothing was imported.", "Rows are deleted only after a yes.", locations.Suggest($"import {Wording.Quoted(path)} --replace --yes")));
        }

        var file = new TransferFile(path);
        var imported = await terminal.WithProgressAsync(async steps =>
        {
            var safety = replace ? await BackUpAsync(locations, steps, cancellation) : null;
            steps?.Report(new Step("Writing rows"));
            return new TransferDocument(path, await WriteAsync(database, file, replace, cancellation), safety);
        });
        terminal.Result(imported, DocumentJson.Default.TransferDocument, () =>
        {
            ExportCommand.Show(imported.Tables);
            Terminal.Line($"Imported from {path}: counted, and every row points to one that exists.");
            if (imported.Safety is { } safety)
            {
                Terminal.Line($"What was there before is kept as {safety}. To return to it: {locations.Suggest("undo")}");
            }
        });
        return (int)ExitCode.Done;
    }

    /// <summary>A proven backup under a name to which an undo returns.</summary>
    private static async Task<string> BackUpAsync(Locations locations, IProgress<Step>? steps, CancellationToken cancellation)
    {
        using var job = await locations.BackupJobAsync(cancellation);
        var backup = (await job.RunAsync(steps, cancellation)).Backup;
        var archive = await job.OpenArchiveAsync(cancellation);
        return (await LiveDatabase.KeepAsync(archive, "import", RestorePoint.Backup(backup.Id), TimeProvider.System.GetUtcNow(), cancellation)).Name;
    }

    private static async Task<Dictionary<string, long>> WriteAsync(string path, TransferFile file, bool replace, CancellationToken cancellation)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        return await database.WriteAsync(session => TableImport.Write(session, file, replace, cancellation), cancellation);
    }
}
