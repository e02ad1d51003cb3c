using Belfry.Bench.Storage;

// dotnet run -c Release --project bench/Storage -- <measurement> [arguments]; without arguments it lists them.
return args switch
{
    ["writer", .. var rest] => await WriterBench.RunAsync(rest),
    _ => Usage(),
};

static int Usage()
{
    Console.WriteLine("writer [seconds=3] [folder=.]   acknowledged single-row commits per second with 1, 16 and 256 callers");
    return 2;
}
