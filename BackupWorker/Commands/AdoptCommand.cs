using System.CommandLine;
using Belfry.BackupWorker.Documents;
using Belfry.Storage;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry adopt</c>: takes a database that exists elsewhere to the place that the service protects. The original stays as it is.</summary>
internal static class AdoptCommand
{
    private static readonly Argument<string> Source = new("file") { Description = "The database to take: of a bind mount, another program or an older deployment. It may be in use." };

    private static readonly Option<bool> Force = new("--force")
    {
        Description = "If there is a database already, keep it under another name. Refused while a program has it open.",
    };

    public static Command Create()
    {
        var command = new Command("adopt", "Copy an existing SQLite database, checked, to where the service protects it.")
        {
            Source,
            Force,
            SharedOptions.Database,
            SharedOptions.Json,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var source = Path.GetFullPath(line.GetRequiredValue(Source));
        var place = new RestorePlace(locations.Database);
        if (!File.Exists(source))
        {
            throw new FaultException(Faults.DatabaseMissing(source) with { Next = "Name an existing file: belfry adopt FILE" });
        }

        if (source == place.File)
        {
            throw new FaultException(new Fault(
                ExitCode.Usage, FaultCode.FileExists, "Nothing was adopted.", $"{source} is already the database that the service protects.", locations.Suggest("status")));
        }

        if (place.Occupied && !line.GetValue(Force))
        {
            throw new FaultException(new Fault(
                ExitCode.Failed,
                FaultCode.FileExists,
                "Nothing was adopted.",
                $"There is a database at {place.File}. With --force it is kept under another name.",
                locations.Suggest($"adopt {Wording.Quoted(source)} --force")));
        }

        var terminal = new Terminal(line);
        var replaced = await terminal.WithProgressAsync(_ => place.FillAsync(file => DatabaseCopy.MakeAsync(source, file, cancellation)));
        var document = new AdoptedDocument(source, place.File, new FileInfo(place.File).Length, replaced);
        terminal.Result(document, DocumentJson.Default.AdoptedDocument, () =>
        {
            Terminal.Line($"{place.File} is a checked copy of {source}: {Wording.Size(document.Bytes)}, in WAL mode. The original is as it was.");
            if (replaced is not null)
            {
                Terminal.Line($"The database that was there is kept as {replaced}.");
            }

            Terminal.Line($"Point the application at it, then: {locations.Suggest("backup")}");
        });
        return (int)ExitCode.Done;
    }
}
