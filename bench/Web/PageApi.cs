using System.Text.Json;
using Microsoft.Playwright;

namespace Belfry.Bench.Web;

/// <summary>The API as a page of a browser context calls it: with its session cookie.</summary>
internal sealed class PageApi(IAPIRequestContext request, Uri url)
{
    private static readonly Dictionary<string, string> Headers = new() { ["Sec-Fetch-Site"] = "same-origin" };

    /// <summary>Makes the first owner, whose session the context has from now on.</summary>
    public Task SetUpAsync() => PostAsync("api/setup", new { account = "ada", name = "Ada", password = "a long password" });

    public Task SignInAsync() => PostAsync("api/session", new { account = "ada", password = "a long password" });

    public async Task<string> AddListAsync(string name, string? description = null) => IdOf(await PostAsync("api/lists", new { name, description }));

    public async Task<string> AddWishAsync(string list, object wish) => IdOf(await PostAsync($"api/lists/{list}/items", wish));

    /// <summary>A list of so many wishes, of which each third has a note.</summary>
    public async Task<string> ImportListAsync(int size)
    {
        var name = $"List of {size}";
        var items = Enumerable.Range(1, size).Select(i => new { name = $"Wish {i}", note = i % 3 == 0 ? "With a note" : null, price = 9.5 + i, currency = "EUR" });
        await PostAsync("api/import", new { format = "belfry-wishlist-1", lists = new[] { new { list = new { name }, items } } });
        var lists = (await GetAsync("api/lists")).GetProperty("items").EnumerateArray();
        return IdOf(lists.Single(list => list.GetProperty("name").GetString() == name));
    }

    public async Task AddPictureAsync(string list, string wish, byte[] png)
    {
        var answer = await request.PostAsync(At($"api/lists/{list}/items/{wish}/pictures"), new() { DataByte = png, Headers = Headers });
        await CheckAsync(answer);
    }

    public async Task<JsonElement> GetAsync(string path) => await CheckAsync(await request.GetAsync(At(path)));

    public async Task<JsonElement> PostAsync(string path, object body)
    {
        var answer = await request.PostAsync(At(path), new() { DataObject = body, Headers = Headers });
        return await CheckAsync(answer);
    }

    public async Task DeleteAsync(string path) => await CheckAsync(await request.DeleteAsync(At(path), new() { Headers = Headers }));

    private static string IdOf(JsonElement made) => made.GetProperty("id").GetString()!;

    private static async Task<JsonElement> CheckAsync(IAPIResponse answer)
    {
        var text = await answer.TextAsync();
        return answer.Ok ? JsonDocument.Parse(text.Length == 0 ? "{}" : text).RootElement : throw new InvalidOperationException($"{answer.Url} answered {answer.Status}: {text}");
    }

    private string At(string path) => new Uri(url, path).ToString();
}
