using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Storage;
using Belfry.Storage.Sqlite;
using Belfry.Tests.Support;
using SQLitePCL;

namespace Belfry.Tests.Api;

/// <summary>Pages of items are kept as bytes: every test reads a page twice before something happens, so that it is a kept one that would be wrong.</summary>
public sealed class ItemPagesTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_AfterEachKindOfChange_IsNew()
    {
        var (list, other) = (await api.CreateListAsync(), await api.CreateListAsync());
        var kite = await api.CreateItemAsync(list, "Kite");
        Assert.Equal(["Kite"], await NamesAsync(list));
        var drum = await api.CreateItemAsync(list, "Drum");
        Assert.Equal(["Kite", "Drum"], await NamesAsync(list));

        (await api.PutAsync(kite, new { name = "Red kite" })).EnsureSuccessStatusCode();
        Assert.Equal(["Red kite", "Drum"], await NamesAsync(list));
        (await api.PutAsync($"{drum}/position", new { before = IdOf(kite) })).EnsureSuccessStatusCode();
        Assert.Equal(["Drum", "Red kite"], await NamesAsync(list));
        (await api.Http.DeleteAsync(drum, Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal(["Red kite"], await NamesAsync(list));
        Assert.Equal(["Drum"], await NamesAsync(list, "&deleted=true"));
        (await api.Http.PostAsync($"{drum}/restore", null, Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal(["Drum", "Red kite"], await NamesAsync(list));
        Assert.Empty(await NamesAsync(list, "&deleted=true"));
        Assert.Empty(await NamesAsync(other));
        (await api.Http.PostAsJsonAsync($"{list}/items/change", new { ids = new[] { IdOf(drum) }, moveTo = IdOf(other) }, Cancellation)).EnsureSuccessStatusCode();
        Assert.Equal(["Red kite"], await NamesAsync(list));
        Assert.Equal(["Drum"], await NamesAsync(other));
        using var picture = new ByteArrayContent([0x89, .. "PNG\r\n\x1a\n"u8]);
        (await api.Http.PostAsync($"{kite}/pictures", picture, Cancellation)).EnsureSuccessStatusCode();
        Assert.Single((await api.GetJsonAsync($"{list}/items"))["items"]![0]!["pictures"]!.AsArray());
    }

    [Fact]
    public async Task Page_KeptForItsOwner_IsNobodyElsesAndEndsWithTheList()
    {
        var list = await api.CreateListAsync();
        await api.CreateItemAsync(list);
        await NamesAsync(list);
        using var http = api.Anonymous();

        using var unknown = await http.GetAsync($"{list}/items", Cancellation);
        using var member = await Account.SendAsync(http, await api.InviteAsync("member"), "GET", $"{list}/items");
        (await api.Http.DeleteAsync(list, Cancellation)).EnsureSuccessStatusCode();
        using var deleted = await api.Http.GetAsync($"{list}/items", Cancellation);

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, member.StatusCode, deleted.StatusCode));
    }

    [Fact]
    public async Task Page_AfterAClaim_IsTheSameToTheByte()
    {
        var list = await api.CreateListAsync();
        var item = await api.CreateItemAsync(list);
        await NamesAsync(list);
        var before = await api.Http.GetStringAsync($"{list}/items", Cancellation);
        using var shared = await api.Http.PostAsJsonAsync($"{list}/shares", new { name = "Family" }, Cancellation);
        using var guest = api.Anonymous();
        guest.DefaultRequestHeaders.Add("X-Share-Token", (string)(await shared.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["token"]!);

        using var claim = await guest.PostAsJsonAsync($"/api/shared/items/{IdOf(item)}/claims", new { guest = "Bob", key = Guid.NewGuid(), quantity = 1 }, Cancellation);
        var guests = (await guest.GetFromJsonAsync<JsonNode>("/api/shared/items", Cancellation))!;

        Assert.True(claim.IsSuccessStatusCode, $"{claim.StatusCode}");
        Assert.Equal(1, (int)guests["items"]![0]!["claimed"]!);
        Assert.Equal(before, await api.Http.GetStringAsync($"{list}/items", Cancellation));
    }

    [Fact]
    public async Task Page_AfterAnotherProcessWroteOrRestored_IsNew()
    {
        await using var own = await ApiServer.StartAsync();
        using var folder = new TempFolder();
        var list = await own.CreateListAsync();
        await own.CreateItemAsync(list, "Before");
        var copy = folder.File("copy.db");
        await using (var another = Database.Open(new DatabaseOptions { Path = own.DatabasePath }))
        {
            Assert.Equal(["Before"], await NamesAsync(list, own: own));
            await another.WriteAsync(session => session.Execute("update items set name = 'Meanwhile'"), Cancellation);
            Assert.Equal(["Meanwhile"], await NamesAsync(list, own: own));
        }

        BackUp(own.DatabasePath, copy);
        await own.CreateItemAsync(list, "After");
        Assert.Equal(["Meanwhile", "After"], await NamesAsync(list, own: own));
        BackUp(copy, own.DatabasePath);
        Assert.Equal(["Meanwhile"], await NamesAsync(list, own: own));

        // As many changes as the page that was kept before the restore had seen.
        await own.CreateItemAsync(list, "Instead");
        Assert.Equal(["Meanwhile", "Instead"], await NamesAsync(list, own: own));
    }

    [Fact]
    public async Task Search_AfterEachKindOfChange_FindsWhatIsThereAndTheIndexIsSound()
    {
        await using var own = await ApiServer.StartAsync();
        var list = await own.CreateListAsync();
        var indexed = await own.CreateItemAsync(list, "Zither");
        Assert.Equal(["Zither"], await FoundAsync(own, "zither"));
        var waiting = await own.CreateItemAsync(list, "Ocarina");
        (await own.PutAsync(waiting, new { name = "Oboe" })).EnsureSuccessStatusCode();
        (await own.PutAsync(indexed, new { name = "Lute" })).EnsureSuccessStatusCode();

        Assert.Empty(await FoundAsync(own, "zither"));
        Assert.Empty(await FoundAsync(own, "ocarina"));
        Assert.Equal(["Oboe"], await FoundAsync(own, "oboe"));
        Assert.Equal(["Lute"], await FoundAsync(own, "lute"));
        await using var database = Database.Open(new DatabaseOptions { Path = own.DatabasePath });
        await database.WriteAsync(
            session =>
            {
                session.Execute("delete from items where name = 'Lute'");
                session.Execute("insert into items_search (items_search, rank) values ('integrity-check', 1)");
                return session.Execute("delete from items");
            },
            Cancellation);
        Assert.Empty(await FoundAsync(own, "oboe"));
    }

    [Fact]
    public async Task Search_WhileOthersAddWithoutPause_FindsWhatWasThereBefore()
    {
        await using var own = await ApiServer.StartAsync(new() { ["Limits:RequestsPerSecond"] = "1000000" });
        var list = await own.CreateListAsync();
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var adding = Enumerable.Range(0, 4).Select(async _ =>
        {
            while (!end.IsCancellationRequested)
            {
                await own.CreateItemAsync(list);
            }
        }).ToList();
        foreach (var word in (string[])["Zither", "Ocarina", "Lute"])
        {
            await own.CreateItemAsync(list, word);
            Assert.Equal([word], await FoundAsync(own, word));
        }

        await end.CancelAsync();
        await Task.WhenAll(adding);
    }

    [Fact]
    public async Task Search_WhenAnotherItemWaitsAfterEachTurn_Ends()
    {
        await using var own = await ApiServer.StartAsync();
        await using (var database = Database.Open(new DatabaseOptions { Path = own.DatabasePath }))
        {
            await database.WriteAsync(
                session => session.Execute("create trigger more after delete on items_unindexed begin insert into items_unindexed values (old.seq + 1000000); end"), Cancellation);
        }

        await own.CreateItemAsync(await own.CreateListAsync(), "Zither");

        Assert.Equal(["Zither"], await FoundAsync(own, "zither"));
    }

    [Fact]
    public async Task Search_WhileNothingCanBeWritten_FindsWhatIsIndexed()
    {
        await using var own = await ApiServer.StartAsync();
        var list = await own.CreateListAsync();
        await own.CreateItemAsync(list, "Zither");
        Assert.Equal(["Zither"], await FoundAsync(own, "zither"));
        await own.CreateItemAsync(list, "Zither, too");
        await using var database = Database.Open(new DatabaseOptions { Path = own.DatabasePath });
        using ManualResetEventSlim begun = new(), end = new();
        var holding = database.WriteAsync(
            session =>
            {
                var waiting = session.Execute("insert or ignore into items_unindexed select max(seq) from items");
                begun.Set();
                end.Wait(Cancellation);
                return waiting;
            },
            Cancellation).AsTask();
        begun.Wait(Cancellation);

        var found = await FoundAsync(own, "zither");

        end.Set();
        await holding;
        Assert.Contains("Zither", found);
    }

    private static string IdOf(string address) => address.Split('/')[^1];

    private static async Task<string[]> FoundAsync(ApiServer own, string word) =>
        [.. (await own.GetJsonAsync($"/api/search?q={word}"))["items"]!.AsArray().Select(item => (string)item!["name"]!)];

    private async Task<string[]> NamesAsync(string list, string query = "", ApiServer? own = null)
    {
        var pages = new List<string>();
        for (var i = 0; i < 2; i++)
        {
            pages.Add((await (own ?? api).GetJsonAsync($"{list}/items?limit=20{query}"))["items"]!.ToJsonString());
        }

        Assert.Equal(pages[0], pages[1]);
        return [.. JsonNode.Parse(pages[1])!.AsArray().Select(item => (string)item!["name"]!)];
    }

    /// <summary>As a restore in place does it: through SQLite's backup API, into a database that is in use.</summary>
    private static void BackUp(string from, string to)
    {
        using var source = new SessionFactory(from, new DatabaseOptions { Path = from }).Open();
        using var target = new SessionFactory(DatabaseFile.Prepare(to), new DatabaseOptions { Path = to }).Open();
        using var copying = raw.sqlite3_backup_init(target.Handle, "main", source.Handle, "main");
        Assert.Equal(raw.SQLITE_DONE, raw.sqlite3_backup_step(copying, -1));
    }
}
