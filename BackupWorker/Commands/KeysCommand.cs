using System.CommandLine;
using System.Globalization;
using Belfry.BackupWorker.Documents;
using Belfry.Storage.Backup.Objects;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry keys</c>: which keys the archive needs and whether they are there. Subcommand <c>new</c>: a new one, for what is written from now on.</summary>
internal static class KeysCommand
{
    private static readonly string[] Headings = ["KEY", "STATE", "OBJECTS"];

    private static readonly Argument<string> Name = new("name") { Description = "1 to 32 of a-z, 0-9 and the hyphen, such as 2026-11." };

    public static Command Create()
    {
        var make = new Command("new", "Make a random key and put it into the key file as the current one. Older keys stay, for reading.")
        {
            Name,
            SharedOptions.KeyFile,
            SharedOptions.Json,
        };
        make.SetAction(Make);
        var command = new Command("keys", "Show which keys the archive needs, and whether the key file has them. Keys are never printed.")
        {
            SharedOptions.Database,
            SharedOptions.Archive,
            SharedOptions.KeyFile,
            SharedOptions.Json,
        };
        command.Subcommands.Add(make);
        command.SetAction(ListAsync);
        return command;
    }

    private static async Task<int> ListAsync(ParseResult line, CancellationToken cancellation)
    {
        var locations = new Locations(line);
        var archive = await locations.OpenArchiveAsync(cancellation);
        var document = Document(locations.KeyFile, locations.Keys, await archive.CountKeysAsync(cancellation));
        new Terminal(line).Result(document, DocumentJson.Default.KeyListDocument, () => Show(document, archive.Place));
        return (int)(document.Keys.Any(key => key.State == "missing") ? ExitCode.WrongKey : ExitCode.Done);
    }

    private static int Make(ParseResult line)
    {
        var locations = new Locations(line);
        var file = locations.KeyFile ?? throw new FaultException(new Fault(
            ExitCode.Usage,
            FaultCode.KeyFileNotNamed,
            "Which key file to use is not known.",
            "Neither --key-file nor Backup__KeyFile is set.",
            $"belfry keys new {line.GetValue(Name)} --key-file /path/to/backup-keys"));
        Add(file, line.GetValue(Name)!);
        var document = Document(file, ArchiveKeys.FromFile(file), new Dictionary<string, int>());
        new Terminal(line).Result(document, DocumentJson.Default.KeyListDocument, () =>
        {
            Terminal.Line($"{file}: \"{document.Keys[0].Name}\" is the current key of {document.Keys.Count}. The service uses it from its next start on.");
            Terminal.Line("Keep a copy of this file apart from the backups: what is encrypted with a lost key is lost.");
        });
        return (int)ExitCode.Done;
    }

    private static void Add(string file, string name)
    {
        try
        {
            ArchiveKeys.AddToFile(file, name);
        }
        catch (ArgumentException refused)
        {
            throw new FaultException(new Fault(
                ExitCode.Usage, FaultCode.KeyRefused, $"No key was added to {file}.", $"{refused.Message.Split(" (", 2)[0]}.", $"belfry keys new {DateTime.UtcNow:yyyyMMdd-HHmmss} --key-file {Wording.Quoted(file)}"));
        }
    }

    private static KeyListDocument Document(string? file, ArchiveKeys? keys, IReadOnlyDictionary<string, int> uses)
    {
        var known = keys?.Names ?? [];
        return new(
            file,
            [
                .. known.Select((name, index) => new KeyDocument(name, index == 0 ? "current" : "old", uses.GetValueOrDefault(name))),
                .. uses.Where(use => use.Key.Length > 0 && !known.Contains(use.Key)).Select(use => new KeyDocument(use.Key, "missing", use.Value)),
            ],
            uses.GetValueOrDefault(""));
    }

    private static void Show(KeyListDocument document, string place)
    {
        if (document.Keys.Count > 0)
        {
            Terminal.Table(Headings, [.. document.Keys.Select(key => (string[])[key.Name, key.State, key.Objects.ToString(CultureInfo.InvariantCulture)])]);
        }

        Terminal.Line(document switch
        {
            { Keys.Count: 0 } => $"{place} is not encrypted: {document.Unencrypted} objects.",
            { Unencrypted: > 0 } => $"{document.Unencrypted} objects of {place} are not encrypted; with a key they are refused. Begin an archive in a new folder.",
            _ when document.Keys.Any(key => key.State == "missing") => $"A key that {place} needs is missing: without it those objects cannot be restored.",
            _ => $"Every object of {place} is encrypted, and every key is there.",
        });
    }
}
