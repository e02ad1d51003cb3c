using System.CommandLine;

namespace Belfry.BackupWorker.Commands;

/// <summary><c>belfry run</c>, and <c>belfry</c> without a verb as a container starts it: the service.</summary>
internal static class RunCommand
{
    public const string Name = "run";

    public static Command Create()
    {
        var command = new Command(Name, "Run the service: backups at start, on schedule and on demand, until it is stopped.");
        command.SetAction((_, _) => Service.RunAsync());
        return command;
    }
}
