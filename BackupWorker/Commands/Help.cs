using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Belfry.BackupWorker.Commands;

/// <summary>The usual help, followed by what people look for in it: examples that can be copied, and the exit codes.</summary>
internal sealed class Help : SynchronousCommandLineAction
{
    private const string ExitCodes =
        """
        Exit codes:
          0 done   1 failed   2 usage   3 nothing to restore   4 verification failed
          5 archive unreachable   6 wrong or missing key   130 cancelled
        """;

    private static readonly Dictionary<string, string[]> Examples = new()
    {
        ["belfry"] =
        [
            "belfry status                              is the database protected?",
            "belfry restore latest --to wishes.db       the bad day, in one command",
        ],
        ["status"] = ["belfry status", "belfry status --json"],
        ["list"] = ["belfry list", "belfry list --archive /backups --json"],
        ["show"] = ["belfry show", "belfry show 20261121T011426.123Z --json"],
        ["keys"] = ["belfry keys", "belfry keys new 2026-11 --key-file /etc/belfry/backup-keys"],
        ["adopt"] = ["belfry adopt old/app.db", "belfry adopt old/app.db --database /data/app.db --force"],
        ["export"] = ["belfry export wishes.jsonl"],
        ["import"] = ["belfry import wishes.jsonl", "belfry import dump.sql --replace --yes"],
        ["completion"] = ["eval \"$(belfry completion bash)\""],
        ["backup"] = ["belfry backup", "belfry backup --database /data/app.db --archive /backups"],
        ["restore"] =
        [
            "belfry restore latest --to wishes.db",
            "belfry restore 20261121T011426.123Z --to wishes.db --force",
            "belfry restore --at now --in-place --dry-run",
            "belfry restore --at now --in-place --yes",
        ],
        ["verify"] = ["belfry verify", "belfry verify 20261121T011426.123Z --json"],
        ["drill"] = ["belfry drill", "belfry drill --archive /mnt/backups --json"],
        ["doctor"] = ["belfry doctor"],
        ["maintain"] = ["belfry maintain", "belfry maintain --optimize", "belfry maintain --database /data/app.db --vacuum"],
        ["undo"] = ["belfry undo --yes"],
        ["name"] = ["belfry name", "belfry name before-upgrade", "belfry name lunch --at now", "belfry name lunch --remove"],
        ["pause"] = ["belfry pause", "belfry pause --for 30m"],
        ["resume"] = ["belfry resume"],
        ["prune"] = ["belfry prune --dry-run", "belfry prune --keep 24 --history 30.00:00:00"],
    };

    private readonly HelpAction _usual = new();

    // Whoever asks for help gets it, whatever else the line lacks.
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        _usual.Invoke(parseResult);
        var output = parseResult.InvocationConfiguration.Output;
        var command = parseResult.CommandResult.Command;
        if (Examples.TryGetValue(command is RootCommand ? "belfry" : command.Name, out var lines))
        {
            output.WriteLine("Examples:");
            foreach (var line in lines)
            {
                output.WriteLine($"  {line}");
            }

            output.WriteLine();
        }

        output.WriteLine(ExitCodes);
        return (int)ExitCode.Done;
    }
}
