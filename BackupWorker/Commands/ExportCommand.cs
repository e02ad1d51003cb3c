using System.CommandLine;
using System.Globalization;
using System.Text;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.BackupWorker.Transfer;
using Belfry.Storage;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry export</c>: the application's rows as lines of JSON, for other programs. It is no backup: a backup is proven, and keeps every commit.</summary>
internal static class ExportCommand
{
    private static readonly string[] Headings = ["TABLE", "ROWS"];

    private static readonly Argument<string> Output = new("file") { Description = "The file to write, readable for its owner only. It must not exist yet." };

    public static Command Create()
    {
        var command = new Command("export", "Write every row of the application's tables as lines of JSON, with whatever secrets they have.")
        {
            Output,
            SharedOptions.Database,
            SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var path = Path.GetFullPath(line.GetRequiredValue(Output));
        if (File.Exists(path))
        {
            throw new FaultException(new Fault(
                ExitCode.Failed, FaultCode.FileExists, "Nothing was exported.", $"{path} exists, and an export never overwrites.", "Choose another file."));
        }

        var terminal = new Terminal(line);
        var tables = await terminal.WithProgressAsync(steps =>
        {
            steps?.Report(new Step("Writing rows"));
            return WriteAsync(locations.ExistingDatabase, path, cancellation);
        });
        terminal.Result(new TransferDocument(path, tables, Safety: null), DocumentJson.Default.TransferDocument, () =>
        {
            Show(tables);
            Terminal.Line($"Exported to {path}. It has everything that the tables have, secrets too: keep it as safe as the database.");
        });
        return (int)ExitCode.Done;
    }

    public static void Show(IReadOnlyDictionary<string, long> tables) =>
        Terminal.Table(Headings, [.. tables.Select(table => (string[])[table.Key, table.Value.ToString(CultureInfo.InvariantCulture)])]);

    private static async Task<Dictionary<string, long>> WriteAsync(string database, string path, CancellationToken cancellation)
    {
        var temporary = $"{path}.{Guid.NewGuid():n}.tmp";
        try
        {
            Dictionary<string, long> tables;
            await using (var source = Database.Open(new DatabaseOptions { Path = database, ReadDeadline = Timeout.InfiniteTimeSpan }))
            await using (var file = OwnerFile.Create(temporary))
            await using (var output = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)))
            {
                output.NewLine = "\n";
                tables = await source.ReadAsync(session => TableExport.Write(session, output, cancellation), cancellation);
                await output.FlushAsync(cancellation);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path);
            return tables;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
