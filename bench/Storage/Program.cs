using Belfry.Bench.Storage;
using Belfry.Bench.Storage.Torture;

// dotnet run -c Release --project bench/Storage -- <measurement> [arguments]; without arguments it lists them.
return args switch
{
    ["writer", .. var rest] => await WriterBench.RunAsync(rest),
    ["torture", .. var rest] => await TortureRun.RunAsync(rest),
    ["actor-write", var path, var checkpoint] => await Actor.WriteAsync(path, long.Parse(checkpoint)),
    ["actor-follow", var path, var archive, var interval, var checkpoint] => await Actor.FollowAsync(path, archive, int.Parse(interval), long.Parse(checkpoint)),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("writer [seconds=3] [folder=.]   acknowledged single-row commits per second with 1, 16 and 256 callers");
    Console.WriteLine("torture [kills=200] [seed] [folder]  kills writers and followers at random and judges what is left by a ledger");
    return 2;
}
