using System.Globalization;
using Belfry.Bench.Api;

// dotnet run -c Release --project bench/Api -- <measurement> [arguments]; without arguments it lists them.
return args switch
{
    ["peers", .. var rest] => await PeersBench.RunAsync(Number(rest, 0, 3), Number(rest, 1, 6), _ => true),
    ["own", .. var rest] => await PeersBench.RunAsync(Number(rest, 0, 3), Number(rest, 1, 6), name => name is "Belfry" or "naive .NET"),
    ["start", .. var rest] => await StartBench.RunAsync(Number(rest, 0, 15)),
    _ => Usage(),
};

static int Number(string[] arguments, int index, int otherwise) =>
    index < arguments.Length ? int.Parse(arguments[index], CultureInfo.InvariantCulture) : otherwise;

static int Usage()
{
    Console.WriteLine("peers [rounds=3] [seconds=6]  POST and GET per second, p99, start and memory beside FastAPI, Express, Fastify and naive .NET");
    Console.WriteLine("own [rounds=3] [seconds=6]    the same beside naive .NET only");
    Console.WriteLine("Belfry answers GET with pages that it keeps in memory while their list does not change; the peers read the database each time.");
    Console.WriteLine("start [times=15]              from the start of the published API to its first answer");
    Console.WriteLine("Needs wrk; the peers need node and npm, a C++ compiler, and python3-fastapi, python3-sqlalchemy, python3-uvicorn and gunicorn of Debian.");
    return 2;
}
