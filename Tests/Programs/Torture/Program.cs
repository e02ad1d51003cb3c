using Belfry.Tests.Torture;

// The processes that tests of faults kill. They work until their standard input ends.
return args switch
{
    ["write", var path, var checkpointBytes] => await WriterActor.RunAsync(path, long.Parse(checkpointBytes)),
    ["follow", var path, var archive, var intervalMilliseconds, var checkpointBytes] =>
        await FollowerActor.RunAsync(path, archive, int.Parse(intervalMilliseconds), long.Parse(checkpointBytes)),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("write <database> <checkpoint bytes>   follow <database> <archive> <interval ms> <checkpoint bytes>");
    return 2;
}
