using Belfry.Bench.Dashboard;

// What a dashboard takes, how long its answers and pages take once its bounds are reached, and what it costs.
// Usage: dotnet run -c Release --project bench/Dashboard -- [start|ingest|memory|answers|pages ...] (default: all of them)
// It starts the dashboard itself, on ports of its own.
if (args is ["bare-receiver", var address])
{
    await BareReceiver.RunAsync(address);
    return 0;
}

var benches = new Dictionary<string, Func<Task>>
{
    ["start"] = StartBench.RunAsync,
    ["ingest"] = IngestBench.RunAsync,
    ["memory"] = MemoryBench.RunAsync,
    ["answers"] = AnswerBench.RunAsync,
    ["pages"] = PageBench.RunAsync,
};
if (args.FirstOrDefault(name => !benches.ContainsKey(name)) is { } unknown)
{
    Console.Error.WriteLine($"There is no bench \"{unknown}\". There are: {string.Join(", ", benches.Keys)}.");
    return 2;
}

foreach (var (name, run) in benches.Where(bench => args.Length == 0 || args.Contains(bench.Key)))
{
    Console.WriteLine($"# {name}");
    await run();
}

return 0;
