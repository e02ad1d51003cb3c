using System.Globalization;
using Belfry.Bench.Hosting;

// dotnet run --project bench/Hosting -- <measurement> [arguments]; without arguments it lists them.
switch (args)
{
    case ["run", .. var rest]:
        await RunBench.RunAsync(Times(rest, 5));
        return 0;
    case ["fixture", .. var rest]:
        await FixtureBench.RunAsync(Times(rest, 10));
        return 0;
    default:
        Console.WriteLine("run [times=5]       the whole application as a process: until everything is healthy, and until it has stopped");
        Console.WriteLine("fixture [times=10]  the whole application inside one test process: create, start, wait, dispose");
        return 2;
}

static int Times(string[] arguments, int otherwise) => arguments is [var text] ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
