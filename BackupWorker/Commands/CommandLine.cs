using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Belfry.BackupWorker.Commands;

/// <summary>The commands of <c>belfry</c>, and the one place where whatever stops one becomes three lines and an exit code.</summary>
internal static class CommandLine
{
    /// <summary>How long an interrupted command may take to clean up after itself.</summary>
    private static readonly TimeSpan CleanUp = TimeSpan.FromSeconds(10);

    public static async Task<int> RunAsync(string[] args)
    {
        var line = Root().Parse(args);
        var terminal = new Terminal(line);
        try
        {
            if (line.Action is ParseErrorAction)
            {
                throw new FaultException(Misunderstood(line));
            }

            // The service answers signals by itself: it drains requests and ends a running job in order.
            var serves = line.CommandResult.Command.Name == RunCommand.Name;
            return await line.InvokeAsync(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = serves ? null : CleanUp,
            });
        }
        catch (Exception exception)
        {
            var fault = Faults.Of(exception);
            terminal.Fault(fault);
            return (int)fault.Exit;
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Backs up a SQLite database, proves every backup by restoring it, and brings it back on a bad day.")
        {
            StatusCommand.Create(),
            ListCommand.Create(),
            ShowCommand.Create(),
            BackupCommand.Create(),
            VerifyCommand.Create(),
            DrillCommand.Create(),
            RestoreCommand.Create(),
            UndoCommand.Create(),
            DoctorCommand.Create(),
            NameCommand.Create(),
            PruneCommand.Create(),
            PauseCommand.CreatePause(),
            PauseCommand.CreateResume(),
            MaintainCommand.Create(),
            KeysCommand.Create(),
            AdoptCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            CompletionCommand.Create(),
            RunCommand.Create(),
        };
        foreach (var option in root.Options.OfType<HelpOption>())
        {
            option.Action = new Help();
        }

        return root;
    }

    private static Fault Misunderstood(ParseResult line)
    {
        var command = line.CommandResult.Command is RootCommand ? "belfry" : $"belfry {line.CommandResult.Command.Name}";
        return new Fault(
            ExitCode.Usage,
            FaultCode.Usage,
            "The command line is not understood.",
            string.Join(" ", line.Errors.Select(error => error.Message)),
            $"{command} --help");
    }
}
