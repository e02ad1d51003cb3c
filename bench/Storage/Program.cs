using Belfry.Bench.Storage;

// dotnet run -c Release --project bench/Storage -- <measurement> [arguments]; without arguments it lists them.
return args switch
{
    ["writer", .. var rest] => await WriterBench.RunAsync(new Settings(rest)),
    ["follower", .. var rest] => await FollowerBench.RunAsync(new Settings(rest)),
    ["restore", .. var rest] => await RestoreBench.RunAsync(new Settings(rest)),
    ["snapshot", .. var rest] => await SnapshotBench.RunAsync(new Settings(rest)),
    ["snapshot-once", var path, var archive] => await SnapshotBench.OnceAsync(path, archive),
    ["torture", .. var rest] => await TortureCommand.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("writer [seconds=3] [rounds=5] [folder=] [--json]   acknowledged single-row commits per second: 1 caller against a bare loop, 16 and 256 callers");
    Console.WriteLine("follower [seconds=10] [rate=5000] [rounds=3] [folder=] [--json]   its CPU, its lag, and the writer's p99 with and without it");
    Console.WriteLine("snapshot [mb=1024] [rounds=3] [limit=20] [folder=] [--json]   against sqlite3 .backup, VACUUM INTO and cp; quiet and beside a writer");
    Console.WriteLine("restore [mb=1024] [commits=100000] [rounds=3] [folder=] [--json]   against cp and integrity_check; in place beside readers");
    Console.WriteLine("torture [kills=200] [seed] [folder]  kills writers and followers at random and judges what is left by a ledger");
    return 2;
}
