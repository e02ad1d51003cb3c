using Belfry.Bench.Results;

namespace Belfry.Bench.Api;

/// <summary>
/// The same load on each server in turn, several rounds, each on a fresh copy of its database of 100,000 items in 1,000 lists: pages of 20 items, new items, and
/// four of the one to one of the other. Belfry is signed in to by a token and streams to its archive; the peers do neither.
/// </summary>
internal static class ApiBench
{
    private static readonly (string Kind, string Case)[] Loads = [("get", "GET a page of 20 items"), ("post", "POST an item, durable"), ("mixed", "mixed, 80 % GET")];
    private static readonly (string Kind, string Case)[] Limits = [("path", "wrk's own limit: a 204 and nothing else"), ("path-post", "the limit of POST: an item read and answered, nothing stored")];
    private static readonly int[] Connections = [1, 32, 100];

    public static async Task RunAsync(Form form, Collector figures)
    {
        Deployed.Publish();
        var peers = Peer.All.Where(peer => peer.Install()).ToList();
        using var work = new WorkFolder();
        var templates = await Templates.MakeAsync(work.Path, forPeers: true);
        for (var round = 0; round < form.Rounds; round++)
        {
            await BelfryAsync(templates, form, figures);
            foreach (var peer in peers)
            {
                await PeerAsync(peer, templates, form, figures);
            }
        }
    }

    /// <summary>How a number of connections is called in the tables.</summary>
    public static string Name(int connections) => connections == 1 ? "1 connection" : $"{connections} connections";

    private static async Task BelfryAsync(Templates templates, Form form, Collector figures)
    {
        var folder = templates.CopyOf("belfry");
        using (var belfry = await Deployed.StartAsync(folder))
        {
            await MeasureAsync(belfry.Api, Figure.Own, form, figures, templates.ListFile, "Authorization", $"Bearer {await Deployed.TokenAsync(belfry.Api)}");
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task PeerAsync(Peer peer, Templates templates, Form form, Collector figures)
    {
        var folder = templates.CopyOf("peers");
        using (var server = await peer.StartAsync(Path.Combine(folder, "app.db"), $"/api/lists/{templates.FirstList}/items"))
        {
            await MeasureAsync(server, peer.Name, form, figures, templates.ListFile);
            if (peer.AnswersBare)
            {
                await LimitAsync(server, form, figures);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task MeasureAsync(Server server, string of, Form form, Collector figures, params string[] target)
    {
        foreach (var (kind, _) in Loads)
        {
            await Wrk.RunAsync(server, Connections[^1], form.WarmUp, [kind, .. target]);
        }

        foreach (var connections in Connections)
        {
            foreach (var (kind, @case) in Loads)
            {
                (await Wrk.RunAsync(server, connections, form.Turn, [kind, .. target])).AddTo(figures, @case, Name(connections), of);
            }
        }

        figures.Add("process", "", of, "start to first answer", "ms", server.Started.TotalMilliseconds);
        figures.Add("process", "", of, "resident after the load", "MB", server.ResidentMegabytes);
    }

    /// <summary>What the machine gives at most: to a server that has nothing to do, and to one that reads and answers a new item but stores nothing.</summary>
    private static async Task LimitAsync(Server server, Form form, Collector figures)
    {
        foreach (var connections in Connections)
        {
            foreach (var (kind, @case) in Limits)
            {
                (await Wrk.RunAsync(server, connections, form.Turn, kind, "/bare")).AddTo(figures, @case, Name(connections), "bare Kestrel");
            }
        }
    }
}
