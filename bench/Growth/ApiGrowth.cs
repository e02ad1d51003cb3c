using Belfry.Bench.Api;
using Belfry.Bench.FrontDoor;
using Belfry.Bench.Results;

namespace Belfry.Bench.Growth;

/// <summary>The API over more and more items, and the front door with more and more connections.</summary>
internal static class ApiGrowth
{
    private const int Connections = 32;

    public static async Task RunAsync(Form form, Collector figures)
    {
        Deployed.Publish();
        foreach (var items in (int[])(form.Quick ? [1_000, 2_000] : [10_000, 30_000, 100_000]))
        {
            using var work = new WorkFolder();
            var templates = await Templates.MakeAsync(work.Path, items);
            using var belfry = await Deployed.StartAsync(Path.Combine(work.Path, "belfry"));
            string[] target = [templates.ListFile, "Authorization", $"Bearer {await Deployed.TokenAsync(belfry.Api)}"];
            for (var round = 0; round <= form.Rounds; round++) // the first one warms up
            {
                var get = await Wrk.RunAsync(belfry.Api, Connections, form.Turn, ["get", .. target]);
                var post = await Wrk.RunAsync(belfry.Api, Connections, form.Turn, ["post", .. target]);
                if (round > 0)
                {
                    Add("GET a page of 20 items", get);
                    Add("POST an item", post);
                }
            }

            void Add(string name, Load load) => figures.Add("API: processor per request", $"{items:#,0} items", Figure.Own, name, "µs", load.Processor);
        }

        if (Needs.Has("caddy", "node"))
        {
            await DoorAsync(form, figures);
        }
    }

    private static async Task DoorAsync(Form form, Collector figures)
    {
        Door.BuildPage();
        using var work = new WorkFolder();
        var templates = await Templates.MakeAsync(work.Path, items: 10_000);
        using var api = await Deployed.StartApiAsync(Path.Combine(work.Path, "belfry"));
        string[] page = ["get", templates.ListFile, "Authorization", $"Bearer {await Deployed.TokenAsync(api)}"];
        using var caddy = await Door.CaddyAsync(Directory.CreateDirectory(work.File("caddy")).FullName, api.Address);
        for (var round = 0; round <= form.Rounds; round++)
        {
            foreach (var connections in (int[])[10, 100, 1_000])
            {
                var asset = await Wrk.RunAsync(caddy, connections, form.Turn, "path", Door.Asset(), "Accept-Encoding", "gzip");
                var proxied = await Wrk.RunAsync(caddy, connections, form.Turn, page);
                if (round > 0)
                {
                    figures.Add("front door: processor per request", $"{connections:#,0} connections", Figure.Own, "script of the page", "µs", asset.Processor);
                    figures.Add("front door: processor per request", $"{connections:#,0} connections", Figure.Own, "proxied page of items", "µs", proxied.Processor);
                }
            }
        }
    }
}
