using System.CommandLine;
using System.Text.RegularExpressions;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Protection;
using Belfry.Storage.Backup;
using Belfry.Storage.Restore;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry name</c>: gives a commit a name, under which it is kept; without a name it lists those there are.</summary>
internal static partial class NameCommand
{
    private static readonly string[] Headings = ["NAME", "STATE OF", "KEPT"];

    private static readonly Argument<string?> Name = new("name")
    {
        Arity = ArgumentArity.ZeroOrOne,
        Description = "1 to 63 of a-z, 0-9 and the hyphen, such as before-upgrade. Without it the names are listed.",
    };

    private static readonly Option<bool> Remove = new("--remove") { Description = "Remove the name; what it named may then go as everything else does." };

    public static Command Create()
    {
        var command = new Command("name", "Give the newest commit, or the one at a moment, a name under which it is kept.")
        {
            Name,
            SharedOptions.At,
            Remove,
            SharedOptions.Database,
            SharedOptions.Archive,
            SharedOptions.KeyFile,
            SharedOptions.Json,
        };
        command.Validators.Add(line =>
        {
            if (line.GetValue(Name) is { } name ? !NameShape().IsMatch(name) : line.GetValue(Remove) || line.GetValue(SharedOptions.At) is not null)
            {
                line.AddError("A name is 1 to 63 of a-z, 0-9 and the hyphen.");
            }

            if (line.GetValue(Name) == Choice.Latest && !line.GetValue(Remove))
            {
                line.AddError($"{Choice.Latest} always means the newest backup; choose another name.");
            }
        });
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var archive = await locations.OpenArchiveAsync(cancellation);
        var terminal = new Terminal(line);
        if (line.GetValue(Name) is { } name)
        {
            if (line.GetValue(Remove))
            {
                await RemoveAsync(archive, name, locations, cancellation);
                terminal.Result(new RemovedPointDocument(name), DocumentJson.Default.RemovedPointDocument, () => Terminal.Line($"{name} is removed; what it named may go now as everything else does."));
                return (int)ExitCode.Done;
            }

            var point = line.GetValue(SharedOptions.At) is { } at ? (await Choice.ReadAsync(null, at, archive, locations.Suggest, cancellation)).Point : RestorePoint.Latest;
            await archive.NameAsync(name, point, keepUntil: null, cancellation);
        }

        var points = PointListDocument.Of(await archive.PointsAsync(cancellation));
        terminal.Result(points, DocumentJson.Default.PointListDocument, () => Show(points, locations));
        return (int)ExitCode.Done;
    }

    private static async Task RemoveAsync(Archive archive, string name, Locations locations, CancellationToken cancellation)
    {
        if (!await archive.RemovePointAsync(name, cancellation))
        {
            throw new FaultException(new Fault(
                ExitCode.NothingToRestore, FaultCode.BackupNotFound, "Nothing was removed.", $"{archive.Place} has no point named {name}.", locations.Suggest("name")));
        }
    }

    private static void Show(PointListDocument points, Locations locations)
    {
        if (points.Points.Count == 0)
        {
            Terminal.Line($"No commit has a name. Give the newest one a name with: {locations.Suggest("name before-upgrade")}");
            return;
        }

        Terminal.Table(Headings, [.. points.Points.Select(point => (string[])
        [
            point.Name,
            $"{point.At:yyyy-MM-dd HH:mm:ss.fff} UTC",
            point.KeepUntil is { } until ? $"until {until:yyyy-MM-dd HH:mm} UTC" : "until removed",
        ])]);
    }

    [GeneratedRegex("^[a-z0-9-]{1,63}$")]
    private static partial Regex NameShape();
}
