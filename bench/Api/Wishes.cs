using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Storage;

namespace Belfry.Bench.Api;

/// <summary>Items in lists of 100, in Belfry's database and in that of the peers.</summary>
internal static class Wishes
{
    private const int ItemsOfAList = 100;
    private const int ListsOfADocument = 200;

    /// <summary>Adds them by importing documents.</summary>
    /// <param name="http">Signed in.</param>
    /// <param name="items">How many.</param>
    /// <returns>The ids of the lists.</returns>
    public static async Task<List<string>> ImportAsync(HttpClient http, int items)
    {
        for (var done = 0; done < items / ItemsOfAList; done += ListsOfADocument)
        {
            var document = new
            {
                format = "belfry-wishlist-1",
                lists = Enumerable.Range(done, Math.Min(ListsOfADocument, (items / ItemsOfAList) - done)).Select(list => new
                {
                    list = new { name = $"List {list}" },
                    items = Enumerable.Range(0, ItemsOfAList).Select(item => new { name = $"A kite {item}", note = Note, url = Url(item), price = 24.5, currency = "EUR" }),
                }),
            };
            using var answer = await http.PostAsJsonAsync("/api/import", document);
            answer.EnsureSuccessStatusCode();
        }

        var ids = new List<string>();
        for (string? cursor = ""; cursor is not null;)
        {
            var page = await http.GetFromJsonAsync<JsonNode>($"/api/lists?limit=200{(cursor.Length > 0 ? $"&cursor={cursor}" : "")}");
            ids.AddRange(page!["items"]!.AsArray().Select(list => (string)list!["id"]!));
            cursor = (string?)page["next"];
        }

        return ids;
    }

    public static async Task MakeForPeersAsync(string path, List<string> lists)
    {
        await using var database = Database.Open(new DatabaseOptions { Path = path });
        await database.WriteAsync(session =>
        {
            session.ExecuteScript(File.ReadAllText(Path.Combine(Repository.Folder, "bench/Api/peers/schema.sql")));
            foreach (var list in lists)
            {
                session.Execute("insert into lists values (?1, 'A list')", list);
                for (var item = 0; item < ItemsOfAList; item++)
                {
                    session.Execute(
                        "insert into items (id, list_id, name, note, url, price, currency, quantity, created_at) values (?1, ?2, ?3, ?4, ?5, 24.5, 'EUR', 1, ?6)",
                        Guid.NewGuid().ToString(), list, $"A kite {item}", Note, Url(item), DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
                }
            }

            return true;
        });
    }

    private const string Note = "Red, with a long tail";

    private static string Url(int item) => $"https://example.org/kites/{item}";
}
