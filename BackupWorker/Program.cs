using Belfry.BackupWorker.Commands;

return await CommandLine.RunAsync(args);
