using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Api.SignIn;
using Belfry.Storage;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace Belfry.Tests.Api;

/// <summary>Signing in, and what ends it.</summary>
public sealed class SignInTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_RightPassword_SetsACookieThatScriptsCannotRead()
    {
        using var http = api.Anonymous();

        var response = await http.PostAsJsonAsync("/api/session", new { account = "ADA", password = Account.Password }, Cancellation);

        var cookie = response.Headers.GetValues("Set-Cookie").Single();
        Assert.All(["httponly", "samesite=strict", "path=/"], flag => Assert.Contains(flag, cookie));
        var state = await (await Account.SendAsync(http, Account.CookieOf(response), "GET", "/api/session")).Content.ReadFromJsonAsync<JsonNode>(Cancellation);
        Assert.Equal(("ada", "owner"), ((string)state!["person"]!["account"]!, (string)state["person"]!["role"]!));
    }

    [Fact]
    public async Task SignIn_WrongPasswordOrUnknownAccount_AnswersTheSame()
    {
        await using var own = await ApiServer.StartAsync();
        using var http = own.Anonymous();

        var wrong = await ProblemAssert.IsProblemAsync(
            await http.PostAsJsonAsync("/api/session", new { account = "ada", password = "a wrong password" }, Cancellation), HttpStatusCode.Unauthorized);
        var unknown = await ProblemAssert.IsProblemAsync(
            await http.PostAsJsonAsync("/api/session", new { account = "eve", password = "a wrong password" }, Cancellation), HttpStatusCode.Unauthorized);

        Assert.Equal((string)wrong["detail"]!, (string)unknown["detail"]!);
        Assert.Equal((string)wrong["title"]!, (string)unknown["title"]!);
    }

    [Theory]
    [InlineData("ada")]
    [InlineData("nobody")]
    public async Task SignIn_AfterManyFailures_HasToWaitAlsoWithTheRightPassword(string account)
    {
        // On a loaded machine the wait would be over before the last attempt.
        await using var own = await ApiServer.StartAsync(time: new ManualTime(DateTimeOffset.UtcNow));
        using var http = own.Anonymous();
        var answers = new List<HttpStatusCode>();
        for (var attempt = 0; attempt < 6; attempt++)
        {
            answers.Add((await http.PostAsJsonAsync("/api/session", new { account, password = "a wrong password" }, Cancellation)).StatusCode);
        }

        var refused = await http.PostAsJsonAsync("/api/session", new { account, password = Account.Password }, Cancellation);

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer));
        await ProblemAssert.IsProblemAsync(refused, HttpStatusCode.TooManyRequests);
        Assert.NotNull(refused.Headers.RetryAfter?.Delta);
    }

    [Fact]
    public async Task SignOut_OfASession_EndsItAtOnce()
    {
        using var http = api.Anonymous();
        var cookie = await api.OwnerCookieAsync();
        Assert.Equal(HttpStatusCode.OK, (await Account.SendAsync(http, cookie, "GET", "/api/lists")).StatusCode);

        Assert.Equal(HttpStatusCode.NoContent, (await Account.SendAsync(http, cookie, "DELETE", "/api/session")).StatusCode);

        Assert.Equal(HttpStatusCode.Unauthorized, (await Account.SendAsync(http, cookie, "GET", "/api/lists")).StatusCode);
    }

    [Fact]
    public async Task ChangePassword_EndsEverySessionButTheNewOne()
    {
        using var http = api.Anonymous();
        var other = await api.InviteAsync("member", "carol");
        var begun = await http.PostAsJsonAsync("/api/session", new { account = "carol", password = Account.Password }, Cancellation);
        var cookie = Account.CookieOf(begun);
        await ProblemAssert.IsProblemAsync(
            await Account.SendAsync(http, cookie, "PUT", "/api/account/password", new { old = "not the old one", @new = "another long password" }), HttpStatusCode.Forbidden);

        var changed = await Account.SendAsync(http, cookie, "PUT", "/api/account/password", new { old = Account.Password, @new = "another long password" });

        var fresh = Account.CookieOf(changed);
        Assert.Equal(HttpStatusCode.OK, (await Account.SendAsync(http, fresh, "GET", "/api/lists")).StatusCode);
        Assert.All([other, cookie], old => Assert.Equal(HttpStatusCode.Unauthorized, Account.SendAsync(http, old, "GET", "/api/lists").Result.StatusCode));
    }

    [Fact]
    public async Task Invitation_AcceptedTwice_WorksOnce()
    {
        using var http = api.Anonymous();
        var invitation = await api.InviteTokenAsync("member", "dave");

        var first = await http.PostAsJsonAsync("/api/invitations/accept", new { token = invitation, password = Account.Password }, Cancellation);
        var second = await http.PostAsJsonAsync("/api/invitations/accept", new { token = invitation, password = "quite another one" }, Cancellation);

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await ProblemAssert.IsProblemAsync(second, HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task DisabledPerson_WithSessionAndToken_IsOutAtOnce()
    {
        using var http = api.Anonymous();
        var cookie = await api.InviteAsync("member", "erin");
        var token = await Account.CreateTokenAsync(http, cookie, "read");
        var person = (await (await Account.SendAsync(http, cookie, "GET", "/api/session")).Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["person"]!;

        (await Account.SendAsync(http, await api.OwnerCookieAsync(), "PUT", $"/api/people/{person["id"]}", new { name = "Erin", role = "member", disabled = true }))
            .EnsureSuccessStatusCode();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Account.SendAsync(http, cookie, "GET", "/api/lists")).StatusCode);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/lists") { Headers = { { "Authorization", $"Bearer {token}" } } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await http.SendAsync(request, Cancellation)).StatusCode);
        await ProblemAssert.IsProblemAsync(
            await http.PostAsJsonAsync("/api/session", new { account = "erin", password = Account.Password }, Cancellation), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task LastOwner_DemotedOrDisabled_IsRefused()
    {
        using var http = api.Anonymous();
        var cookie = await api.OwnerCookieAsync();
        var owner = (await (await Account.SendAsync(http, cookie, "GET", "/api/session")).Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["person"]!;

        var response = await Account.SendAsync(http, cookie, "PUT", $"/api/people/{owner["id"]}", new { name = "Ada", role = "member", disabled = false });

        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.Conflict);
        Assert.Equal(HttpStatusCode.OK, (await Account.SendAsync(http, cookie, "GET", "/api/people")).StatusCode);
    }

    [Fact]
    public void Throttle_OfTokens_CountsAnAddressAloneAndIPv6ByItsNetwork()
    {
        var throttle = new SignInThrottle(new ManualTime(DateTimeOffset.UnixEpoch));

        Assert.All(Enumerable.Range(0, 100), number => Assert.Equal(TimeSpan.Zero, throttle.Begin(null, $"{number}")));
        Assert.Contains(Enumerable.Range(0, 30), _ => throttle.Begin(null, "one") > TimeSpan.Zero);
        Assert.Equal(TimeSpan.Zero, throttle.Begin("", "another"));
        Assert.Equal(["192.0.2.7", "192.0.2.7", "2001:db8:1:2::/64", "2001:db8:1:2::/64"], Addresses("192.0.2.7", "::ffff:192.0.2.7", "2001:db8:1:2::7", "2001:db8:1:2:ff::"));
    }

    [Fact]
    public async Task Database_ReplacedByOneWithoutPeople_CanBeSetUpAgain()
    {
        await using var own = await ApiServer.StartAsync();
        using var http = own.Anonymous();

        // Changed until it is noticed: the watch compares with what it saw at its tick before.
        await using var other = Database.Open(new DatabaseOptions { Path = own.DatabasePath });
        await Eventually.TrueAsync(
            async () =>
            {
                await other.WriteAsync(session => session.Execute("delete from people"), Cancellation);
                await other.WriteAsync(session => session.Execute("insert into audit (at, account, action, subject) values (1, '', '', '')"), Cancellation);
                return (string)(await http.GetFromJsonAsync<JsonNode>("/api/session", Cancellation))!["setUp"]! == "open";
            },
            "the server to offer its set-up");

        Account.CookieOf(await http.PostAsJsonAsync("/api/setup", new { account = "eve", name = "Eve", password = Account.Password }, Cancellation));
    }

    [Fact]
    public async Task SetUp_InProduction_NeedsTheTokenFromTheLogAndWorksOnce()
    {
        using var volume = new TempFolder();
        var settings = ApiProcess.Environment(volume.File("app.db"));
        settings.Remove("ADMIN_PASSWORD");
        using var server = ApiProcess.Start(settings);
        await server.ReadyAsync();
        object Input(string? token) => new { token, account = "ada", name = "Ada", password = Account.Password };

        await ProblemAssert.IsProblemAsync(await server.Http.PostAsJsonAsync("/api/setup", Input(null), Cancellation), HttpStatusCode.Forbidden);
        await ProblemAssert.IsProblemAsync(await server.Http.PostAsJsonAsync("/api/setup", Input(new string('x', 43)), Cancellation), HttpStatusCode.Forbidden);
        var token = await server.LineAfterAsync("one-time token: ");
        var made = await server.Http.PostAsJsonAsync("/api/setup", Input(token), Cancellation);

        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        await ProblemAssert.IsProblemAsync(await server.Http.PostAsJsonAsync("/api/setup", Input(token), Cancellation), HttpStatusCode.Conflict);
    }

    [Fact]
    public async Task Secrets_InTheDatabaseFile_AreHashedOnly()
    {
        var cookie = (await api.OwnerCookieAsync()).Split('=')[1];
        var token = api.Http.DefaultRequestHeaders.Authorization!.Parameter!;

        var files = Directory.GetFiles(Path.GetDirectoryName(api.DatabasePath)!, "app.db-wal");

        var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(Assert.Single(files), Cancellation));
        Assert.Contains("tests", text); // the token's name
        Assert.DoesNotContain(cookie, text);
        Assert.DoesNotContain(token, text);
        Assert.DoesNotContain(Account.Password, text);
    }

    private static IEnumerable<string> Addresses(params string[] addresses) =>
        addresses.Select(address => new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } }.Address());
}
