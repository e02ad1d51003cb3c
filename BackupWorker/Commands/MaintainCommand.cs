using System.CommandLine;
using System.Globalization;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage;
using Belfry.Storage.Maintenance;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry maintain</c>: is the database sound, and what takes its space; and the few things that keep it small and fast.</summary>
internal static class MaintainCommand
{
    private static readonly string[] Headings = ["TABLE", "ROWS", "DATA", "INDEXES"];

    private static readonly Option<bool> Optimize = new("--optimize") { Description = "Refresh the statistics that SQLite thinks are stale." };
    private static readonly Option<bool> Analyze = new("--analyze") { Description = "Compute all statistics anew." };
    private static readonly Option<bool> Vacuum = new("--vacuum") { Description = "Rewrite the database without gaps. Writers wait meanwhile, and the archive gets every page once more." };

    public static Command Create()
    {
        var command = new Command("maintain", "Check the live database, show what takes its space, and tidy it up. Exit code 4 means it is damaged.")
        {
            Optimize,
            Analyze,
            Vacuum,
            SharedOptions.Database,
            SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var terminal = new Terminal(line);
        var document = await terminal.WithProgressAsync(steps => WorkAsync(line, locations, steps, cancellation));
        terminal.Result(document, DocumentJson.Default.MaintenanceDocument, () => Show(document, locations));
        return (int)(document.Sound ? ExitCode.Done : ExitCode.VerificationFailed);
    }

    private static async Task<MaintenanceDocument> WorkAsync(ParseResult line, Locations locations, IProgress<Step>? steps, CancellationToken cancellation)
    {
        try
        {
            await using var database = Database.Open(new DatabaseOptions { Path = locations.ExistingDatabase });
            return await WorkAsync(line, database.Maintenance, steps, cancellation);
        }
        catch (StorageException damaged) when (damaged.Error is StorageError.Corrupt or StorageError.NotADatabase)
        {
            return MaintenanceDocument.Of(new IntegrityReport([damaged.Why], []), []);
        }
    }

    private static async Task<MaintenanceDocument> WorkAsync(ParseResult line, DatabaseMaintenance maintenance, IProgress<Step>? steps, CancellationToken cancellation)
    {
        // The check first: what is damaged is left as it is.
        steps?.Report(new Step("Checking every page"));
        var report = await maintenance.CheckIntegrityAsync(cancellation);
        if (!report.IsSound)
        {
            return MaintenanceDocument.Of(report, []);
        }

        if (line.GetValue(Vacuum))
        {
            steps?.Report(new Step("Rewriting the database"));
            await maintenance.VacuumAsync(cancellation);
        }

        if (line.GetValue(Analyze))
        {
            steps?.Report(new Step("Computing statistics"));
            await maintenance.AnalyzeAsync(cancellation);
        }

        if (line.GetValue(Optimize))
        {
            steps?.Report(new Step("Refreshing statistics"));
            await maintenance.OptimizeAsync(cancellation);
        }

        return MaintenanceDocument.Of(report, await maintenance.SizesAsync(cancellation));
    }

    private static void Show(MaintenanceDocument document, Locations locations)
    {
        foreach (var problem in document.Problems.Concat(document.Orphans))
        {
            Terminal.Line(problem);
        }

        if (document.Tables.Count > 0)
        {
            Terminal.Table(Headings, [.. document.Tables.Select(Row)]);
        }

        Terminal.Line(document.Sound
            ? "Every page, index and foreign key is sound."
            : $"The database is damaged. Look for the newest good backup: {locations.Suggest("list")}");
    }

    private static string[] Row(TableDocument table) =>
    [
        table.Name.Length == 0 ? "(unused)" : table.Name,
        table.Rows.ToString(CultureInfo.InvariantCulture),
        Wording.Size(table.Bytes),
        Wording.Size(table.IndexBytes),
    ];
}
