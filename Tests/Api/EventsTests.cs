using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Belfry.Api.Live;
using Belfry.Storage;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

public sealed class EventsTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_OfAnItem_IsToldToItsOwnerAndToNobodyElse()
    {
        var list = await api.CreateListAsync();
        using var http = api.Anonymous();
        http.DefaultRequestHeaders.Add("Cookie", await api.InviteAsync("member"));
        await using var mine = await Connection.OpenAsync(api.Http, "/api/events");
        await using var others = await Connection.OpenAsync(http, "/api/events");

        var item = await api.CreateItemAsync(list);
        var told = await mine.NextAsync("item");
        var another = await http.SendAsync(Own(HttpMethod.Post, "/api/lists", new { name = "Mine" }), Cancellation);

        Assert.Equal((list, item), ($"/api/lists/{told["list"]}", $"{list}/items/{told["item"]}"));
        // The first that the other is told is of its own list.
        Assert.Equal(another.Headers.Location!.ToString(), $"/api/lists/{(await others.NextAsync())["list"]}");
    }

    [Fact]
    public async Task Connection_WithTheLastId_GetsWhatItMissed()
    {
        var list = await api.CreateListAsync();
        await using var first = await Connection.OpenAsync(api.Http, "/api/events");
        await api.CreateItemAsync(list, "Seen");
        await first.NextAsync("item");
        var last = first.LastId;
        await first.DisposeAsync();
        var missed = await api.CreateItemAsync(list, "Missed");

        await using var second = await Connection.OpenAsync(api.Http, "/api/events", last);

        Assert.Equal(missed, $"{list}/items/{(await second.NextAsync("item"))["item"]}");
    }

    [Fact]
    public async Task Connection_WithThePlaceOfItsSession_GetsWhatHappenedSince()
    {
        var fresh = await ApiServer.StartAsync();
        try
        {
            var place = (string)(await fresh.GetJsonAsync("/api/session"))["lastEvent"]!;
            var list = await fresh.CreateListAsync();

            await using var connection = await Connection.OpenAsync(fresh.Http, "/api/events", place);

            Assert.Equal("ping", (string)connection.First["kind"]!);
            Assert.Equal(list, $"/api/lists/{(await connection.NextAsync())["list"]}");
        }
        finally
        {
            await fresh.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("of-another-process-1")]
    [InlineData("99999999-1")]
    public async Task Connection_WithAnIdThatSaysNothing_IsToldToReadAgain(string after)
    {
        await using var connection = await Connection.OpenAsync(api.Http, "/api/events", after);

        Assert.Equal("reset", (string)connection.First["kind"]!);
    }

    [Fact]
    public async Task Claim_IsToldToGuestsAndNotToTheOwner()
    {
        var list = await api.CreateListAsync();
        var item = await api.CreateItemAsync(list);
        var share = await api.Http.PostAsJsonAsync($"{list}/shares", new { name = "Family" }, Cancellation);
        using var guest = api.Anonymous();
        guest.DefaultRequestHeaders.Add("X-Share-Token", (string)(await share.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["token"]!);
        await using var owners = await Connection.OpenAsync(api.Http, "/api/events");
        await using var guests = await Connection.OpenAsync(guest, "/api/shared/events");

        await guest.PostAsJsonAsync($"/api/shared/items/{item.Split('/')[^1]}/claims", new { key = Guid.NewGuid(), guest = "Grandma" }, Cancellation);
        Assert.Equal(item, $"{list}/items/{(await guests.NextAsync("claim"))["item"]}");
        await using var again = await Connection.OpenAsync(api.Http, "/api/events", owners.LastId);
        Assert.Equal((owners.LastId, "ping"), (again.LastId, (string)again.First["kind"]!));
        await api.PutAsync(list, new { name = "Renamed" });

        Assert.Equal("list", (string)(await owners.NextAsync())["kind"]!);
        Assert.Equal("list", (string)(await again.NextAsync())["kind"]!);
        Assert.Equal(owners.LastId, again.LastId);
    }

    [Fact]
    public async Task Link_MadeAndRevoked_IsToldToTheOwnersWindowsAndNotToGuests()
    {
        var list = await api.CreateListAsync();
        var first = await (await api.Http.PostAsJsonAsync($"{list}/shares", new { name = "Family" }, Cancellation)).Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        using var guest = api.Anonymous();
        guest.DefaultRequestHeaders.Add("X-Share-Token", (string)first!["token"]!);
        await using var owners = await Connection.OpenAsync(api.Http, "/api/events");
        await using var guests = await Connection.OpenAsync(guest, "/api/shared/events");

        var second = await (await api.Http.PostAsJsonAsync($"{list}/shares", new { name = "Friends" }, Cancellation)).Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.Equal(list, $"/api/lists/{(await owners.NextAsync("list"))["list"]}");
        var item = await api.CreateItemAsync(list);
        // The first that guests are told is of the item.
        Assert.Equal(item, $"{list}/items/{(await guests.NextAsync())["item"]}");
        await owners.NextAsync("item");
        (await api.Http.DeleteAsync($"{list}/shares/{second!["id"]}", Cancellation)).EnsureSuccessStatusCode();

        Assert.Equal(list, $"/api/lists/{(await owners.NextAsync("list"))["list"]}");
    }

    /// <summary>Neither by ids, nor by the time of pings, nor by being told to read again.</summary>
    [Fact]
    public async Task Events_OfOthers_ChangeNothingThatAClientGets()
    {
        var (owner, guests) = (Audience.Person("ada"), Audience.GuestsOf(Guid.NewGuid()));
        var time = new ManualTime(DateTimeOffset.UnixEpoch);
        var events = new Events(time);
        events.Publish(EventKind.List, null, null, owner);
        using var client = events.Connect([owner, Audience.Everybody], null)!;
        await using var told = client.ReadAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        Assert.True(await told.MoveNextAsync());
        var first = told.Current;

        var next = told.MoveNextAsync().AsTask();
        time.Advance(TimeSpan.FromSeconds(10));
        for (var i = 0; i < 300; i++)
        {
            events.Publish(EventKind.Claim, null, null, guests);
        }

        Assert.False(next.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
        Assert.Equal((first.Id, EventKind.Ping), (told.Current.Id, told.Current.Event.Kind));

        events.Publish(EventKind.Item, null, null, owner);
        Assert.Equal([EventKind.Ping, EventKind.Item], await KindsAsync(events.Connect([owner, Audience.Everybody], first.Id)!));
        Assert.Equal([EventKind.Reset], await KindsAsync(events.Connect([guests], first.Id)!));
    }

    [Fact]
    public void Connections_OfOnePerson_LeaveRoomForOthers()
    {
        var events = new Events(TimeProvider.System);
        var clients = Enumerable.Range(0, Events.MaxClientsOfOne).Select(_ => events.Connect([Audience.Person("ada"), Audience.Everybody], null)!).ToList();

        Assert.Null(events.Connect([Audience.Person("ada"), Audience.Everybody], null));
        Assert.NotNull(events.Connect([Audience.Person("bob"), Audience.Everybody], null));
        clients[0].Dispose();
        Assert.NotNull(events.Connect([Audience.Person("ada"), Audience.Everybody], null));
    }

    [Fact]
    public async Task SessionEnded_WhileConnected_EndsTheConnection()
    {
        using var http = api.Anonymous();
        var cookie = await api.InviteAsync("member");
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        await using var connection = await Connection.OpenAsync(http, "/api/events");

        (await http.SendAsync(Own(HttpMethod.Delete, "/api/session"), Cancellation)).EnsureSuccessStatusCode();

        Assert.True(await connection.EndsAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.GetAsync("/api/events", HttpCompletionOption.ResponseHeadersRead, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task DatabaseChangedByAnotherProcess_AsByARestore_TellsEverybodyToReadAgain()
    {
        await using var own = await ApiServer.StartAsync();
        await using var connection = await Connection.OpenAsync(own.Http, "/api/events");
        var told = connection.NextAsync("reset");

        // Changed until it is noticed: the watch compares with what it saw at its tick before.
        await using var other = Database.Open(new DatabaseOptions { Path = own.DatabasePath });
        await Eventually.TrueAsync(
            async () =>
            {
                await other.WriteAsync(session => session.Execute("insert into audit (at, account, action, subject) values (1, '', '', '')"), Cancellation);
                return told.IsCompleted;
            },
            "the page to be told");
        await told;
    }

    [Fact]
    public async Task Socket_OfTheSameSite_GetsTheSameEvents()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", await api.OwnerCookieAsync());
        socket.Options.SetRequestHeader("Sec-Fetch-Site", "same-origin");
        await socket.ConnectAsync(new UriBuilder(new Uri(api.Http.BaseAddress!, "/ws")) { Scheme = "ws" }.Uri, Cancellation);
        Assert.Contains("ping", await ReceiveAsync(socket));

        var list = await api.CreateListAsync();

        Assert.Contains(list.Split('/')[^1], await ReceiveAsync(socket));
    }

    [Fact]
    public async Task Socket_OfAnotherSite_IsRefused()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Cookie", await api.OwnerCookieAsync());
        socket.Options.SetRequestHeader("Origin", "https://evil.example");

        await Assert.ThrowsAsync<WebSocketException>(
            () => socket.ConnectAsync(new UriBuilder(new Uri(api.Http.BaseAddress!, "/ws")) { Scheme = "ws" }.Uri, Cancellation));
    }

    private static async Task<List<EventKind>> KindsAsync(EventClient client)
    {
        using (client)
        {
            client.End();
            return await client.ReadAsync(Cancellation).Select(told => told.Event.Kind).ToListAsync(Cancellation);
        }
    }

    private static HttpRequestMessage Own(HttpMethod method, string path, object? body = null) => new(method, path)
    {
        Headers = { { "Sec-Fetch-Site", "same-origin" } },
        Content = body is null ? null : JsonContent.Create(body),
    };

    private static async Task<string> ReceiveAsync(ClientWebSocket socket)
    {
        var buffer = new byte[4096];
        return Encoding.UTF8.GetString(buffer, 0, (await socket.ReceiveAsync(buffer, Cancellation)).Count);
    }

    /// <summary>A stream of events, read one by one. <see cref="First"/> says whether something was missed.</summary>
    private sealed class Connection : IAsyncDisposable
    {
        private readonly HttpResponseMessage _response;
        private readonly IAsyncEnumerator<SseItem<string>> _events;

        private Connection(HttpResponseMessage response, Stream stream)
        {
            _response = response;
            _events = SseParser.Create(stream).EnumerateAsync(Cancellation).GetAsyncEnumerator(Cancellation);
        }

        public JsonNode First { get; private set; } = null!;

        public string LastId => _events.Current.EventId!;

        public static async Task<Connection> OpenAsync(HttpClient http, string path, string? after = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (after is not null)
            {
                request.Headers.Add("Last-Event-ID", after);
            }

            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var connection = new Connection(response, await response.Content.ReadAsStreamAsync(Cancellation));
            Assert.True(await connection._events.MoveNextAsync());
            connection.First = JsonNode.Parse(connection._events.Current.Data)!;
            return connection;
        }

        /// <summary>The next event that is no sign of life, or the next of a kind.</summary>
        public async Task<JsonNode> NextAsync(string? kind = null)
        {
            while (await MoveNextAsync())
            {
                var told = JsonNode.Parse(_events.Current.Data)!;
                if (kind is null ? (string)told["kind"]! != "ping" : (string)told["kind"]! == kind)
                {
                    return told;
                }
            }

            Assert.Fail("The connection ended.");
            return null!;
        }

        public async Task<bool> EndsAsync()
        {
            while (await MoveNextAsync())
            {
            }

            return true;
        }

        public async ValueTask DisposeAsync()
        {
            await _events.DisposeAsync();
            _response.Dispose();
        }

        private Task<bool> MoveNextAsync() => _events.MoveNextAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), Cancellation);
    }
}
