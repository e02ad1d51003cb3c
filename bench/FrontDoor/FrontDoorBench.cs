using Belfry.Bench.Api;
using Belfry.Bench.Results;

namespace Belfry.Bench.FrontDoor;

/// <summary>Caddy with our Caddyfile, nginx with the same features, and for the API no door at all, in turn.</summary>
internal static class FrontDoorBench
{
    private static readonly int[] Connections = [1, 100];

    public static async Task RunAsync(Form form, Collector figures)
    {
        Deployed.Publish();
        Door.BuildPage();
        using var work = new WorkFolder();
        var templates = await Templates.MakeAsync(work.Path);
        using var belfry = await Deployed.StartAsync(templates.CopyOf("belfry"));
        string[] token = ["Authorization", $"Bearer {await Deployed.TokenAsync(belfry.Api)}"];
        using var caddy = await Door.CaddyAsync(Directory.CreateDirectory(work.File("caddy")).FullName, belfry.Api.Address);
        using var nginx = Needs.Has("nginx") ? await Door.NginxAsync(Directory.CreateDirectory(work.File("nginx")).FullName, belfry.Api.Address) : null;
        (string Case, string[] Target)[] cases =
        [
            ("script of the page, gzip", ["path", Door.Asset(), "Accept-Encoding", "gzip"]),
            ("the page, gzip", ["path", "/index.html", "Accept-Encoding", "gzip"]),
            ("GET a page of 20 items", ["get", templates.ListFile, .. token]),
            ("GET a page of 20 items, gzip", ["get", templates.ListFile, .. token, "Accept-Encoding", "gzip"]),
            ("POST an item", ["post", templates.ListFile, .. token]),
        ];
        for (var round = 0; round <= form.Rounds; round++) // the first one warms up
        {
            foreach (var connections in Connections)
            {
                foreach (var (@case, target) in cases)
                {
                    foreach (var (of, server) in (IEnumerable<(string, Server?)>)[(Figure.Own, caddy), ("nginx", nginx), ("no door", target[0] == "path" ? null : belfry.Api)])
                    {
                        if (server is not null && await Wrk.RunAsync(server, connections, form.Turn, target) is var load && round > 0)
                        {
                            load.AddTo(figures, @case, ApiBench.Name(connections), of);
                        }
                    }
                }
            }
        }

        figures.Add("process", "", Figure.Own, "resident after the load", "MB", caddy.ResidentMegabytes);
        if (nginx is not null)
        {
            figures.Add("process", "", "nginx", "resident after the load", "MB", nginx.ResidentMegabytes);
        }
    }
}
