using System.Globalization;

namespace Belfry.Bench.Api;

/// <summary>
/// The same load on each server in turn, several rounds, each on a fresh copy of its database: 100 connections ask for 20 items of one of
/// 1,000 lists, then add items. Belfry is signed in to by a token and streams to its archive; the peers do neither.
/// </summary>
internal static class PeersBench
{
    private const int WarmUpSeconds = 3;

    public static async Task<int> RunAsync(int rounds, int seconds, Func<string, bool> chosen)
    {
        Belfry.Publish();
        var peers = Peer.All.Where(peer => chosen(peer.Name) && IsThere(peer)).ToList();
        var work = Directory.CreateTempSubdirectory("belfry-bench-").FullName;
        try
        {
            var templates = await Templates.MakeAsync(work);
            var results = new Results();
            for (var round = 0; round < rounds; round++)
            {
                results.Add("Belfry", await BelfryAsync(templates, seconds));
                foreach (var peer in peers)
                {
                    results.Add(peer.Name, await PeerAsync(peer, templates, seconds));
                }
            }

            results.Print();
            return 0;
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private static bool IsThere(Peer peer)
    {
        if (peer.Install() is not { } reason)
        {
            return true;
        }

        Console.WriteLine($"{peer.Name} is left out: {reason}");
        return false;
    }

    private static async Task<Result> BelfryAsync(Templates templates, int seconds)
    {
        var folder = templates.CopyOf("belfry");
        using var belfry = await Belfry.StartAsync(folder);
        return await MeasureAsync(belfry.Api, seconds, templates.ListFile, await Belfry.TokenAsync(belfry.Api));
    }

    private static async Task<Result> PeerAsync(Peer peer, Templates templates, int seconds)
    {
        var folder = templates.CopyOf("peers");
        using var server = await peer.StartAsync(Path.Combine(folder, "app.db"), $"/api/lists/{templates.FirstList}/items");
        var result = await MeasureAsync(server, seconds, templates.ListFile);
        if (peer.Name == "naive .NET")
        {
            var bare = await Wrk.RunAsync(server, seconds);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"wrk's own limit: a Kestrel that answers 204 and does nothing gives {bare.PerSecond:#,0} per second"));
        }

        return result;
    }

    private static async Task<Result> MeasureAsync(Server server, int seconds, params string[] lists)
    {
        await Wrk.RunAsync(server, WarmUpSeconds, ["GET", .. lists]);
        var get = await Wrk.RunAsync(server, seconds, ["GET", .. lists]);
        await Wrk.RunAsync(server, WarmUpSeconds, ["POST", .. lists]);
        var post = await Wrk.RunAsync(server, seconds, ["POST", .. lists]);
        return new Result(post, get, server.Started, server.ResidentMegabytes);
    }
}
