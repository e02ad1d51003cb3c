namespace Belfry.Bench.Api;

/// <summary>The databases as every measurement finds them: Belfry's, and that of the peers for whoever compares with them.</summary>
internal sealed class Templates
{
    private readonly string _work;
    private int _copies;

    private Templates(string work, string firstList) => (_work, FirstList) = (work, firstList);

    public string FirstList { get; }

    public string ListFile => Path.Combine(_work, "lists.txt");

    public static async Task<Templates> MakeAsync(string work, int items = 100_000, bool forPeers = false)
    {
        var belfry = Directory.CreateDirectory(Path.Combine(work, "belfry")).FullName;
        List<string> lists;
        using (var api = await Deployed.StartApiAsync(belfry))
        {
            using var http = Deployed.Client(api, await Deployed.TokenAsync(api));
            lists = await Wishes.ImportAsync(http, items);
        }

        if (forPeers)
        {
            await Wishes.MakeForPeersAsync(Path.Combine(work, "peers", "app.db"), lists);
        }

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
