using Belfry.ServiceDefaults;

return await ServiceRunner.RunAsync(args, builder => { }, app => { });
