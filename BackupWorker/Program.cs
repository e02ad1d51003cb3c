using Belfry.BackupWorker;
using Belfry.BackupWorker.Commands;
using Belfry.ServiceDefaults;

if (HealthCommand.Is(args))
{
    return HealthCommand.Run(args);
}

// A container starts the service without a verb; it is up sooner when there is no command line to understand.
return args.Length == 0 ? await Service.RunAsync() : await CommandLine.RunAsync(args);
