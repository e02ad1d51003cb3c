namespace Belfry.Bench.Api;

/// <summary>The two databases as every measurement finds them.</summary>
internal sealed class Templates
{
    private readonly string _work;
    private int _copies;

    private Templates(string work, string firstList) => (_work, FirstList) = (work, firstList);

    public string FirstList { get; }

    public string ListFile => Path.Combine(_work, "lists.txt");

    public static async Task<Templates> MakeAsync(string work, int items = 100_000)
    {
        var (belfry, peers) = (Path.Combine(work, "belfry"), Path.Combine(work, "peers"));
        Directory.CreateDirectory(belfry);
        List<string> lists;
        using (var api = await Deployed.StartApiAsync(belfry))
        {
            using var http = Deployed.Client(api, await Deployed.TokenAsync(api));
            lists = await Wishes.ImportAsync(http, items);
        }

        await Wishes.MakeForPeersAsync(Path.Combine(peers, "app.db"), lists);
        Random.Shared.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(lists));
        var templates = new Templates(work, lists[0]);
        await File.WriteAllLinesAsync(templates.ListFile, lists);
        return templates;
    }

    public string CopyOf(string template)
    {
        var folder = Path.Combine(_work, $"{template}-{++_copies}");
        Tools.CopyFolder(Path.Combine(_work, template), folder);
        return folder;
    }
}
