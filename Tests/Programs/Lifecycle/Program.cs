using Belfry.Tests.Lifecycle;

// One step in the life of an archive, in a process of its own, so that a test can kill it at an exact point:
// Lifecycle restore|compact|migrate ... ; see Steps.cs.
return args switch
{
    ["restore", var archive, var database, var scratch, var backup, var phase, var delay] =>
        await Steps.RestoreAsync(archive, database, scratch, backup, phase, int.Parse(delay)),
    ["compact", var archive, var scratch, var now, var phase, var occurrence] =>
        await Steps.CompactAsync(archive, scratch, DateTimeOffset.Parse(now), phase, int.Parse(occurrence)),
    ["migrate", var database] => await Steps.MigrateAsync(database),
    _ => 2,
};
