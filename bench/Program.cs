using Belfry.Bench;
using Belfry.Bench.Api;
using Belfry.Bench.Backup;
using Belfry.Bench.Dashboard;
using Belfry.Bench.Deploy;
using Belfry.Bench.FrontDoor;
using Belfry.Bench.Growth;
using Belfry.Bench.Host;

// What ./bench/run does. The full form renews docs/performance.tsv and docs/performance.md, the quick one files in artifacts/bench.
switch (args)
{
    // A process that a bench starts beside itself, and what measures nothing.
    case ["bare-receiver", var address]:
        await BareReceiver.RunAsync(address);
        return 0;
    case ["torture", .. var rest]:
        return await TortureCommand.RunAsync(rest);
    case ["render"]:
        return Runner.Render();
}

Bench[] benches =
[
    new("api", "POST, GET and both mixed beside FastAPI, Express, Fastify and naive .NET", ApiBench.RunAsync, ["wrk"], ["wrk", "node", "gunicorn"]),
    new("front-door", "Caddy with our Caddyfile beside nginx", FrontDoorBench.RunAsync, ["wrk", "caddy", "node"], ["wrk", "caddy", "nginx"]),
    new("backup", "a copy of a database, quiet and beside a writer", BackupBench.RunAsync, ["sqlite3"], ["sqlite3"]),
    new("restore", "verify, restore, restore into the live database", RestoreBench.RunAsync, ["sqlite3"], ["sqlite3"]),
    new("stream", "lag and cost of streaming commits, and what a day of them takes", StreamBench.RunAsync, [], []),
    new("worker", "start, rest and memory of the backup worker", WorkerBench.RunAsync, [], []),
    new("large", "backup and restore of 4 GB", LargeBench.RunAsync, ["sqlite3"], ["sqlite3"]),
    new("host", "start, stop, test fixture and memory of the app host", HostBench.RunAsync, ["node"], ["node"]),
    new("deploy", "start, rest and size of the Compose deployment", DeployBench.RunAsync, ["docker"], ["docker"]),
    new("dashboard", "ingest, queries and pages at the bounds, memory", DashboardBench.RunAsync, [], ["chromium"]),
    new("growth", "what one unit costs while there are more and more of them", GrowthBench.RunAsync, ["wrk"], []),
];
return await Runner.RunAsync(benches, args);
