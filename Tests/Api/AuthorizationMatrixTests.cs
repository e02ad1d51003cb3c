using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Api;

/// <summary>
/// Who may call what: every operation of the API's document, by everybody there is. An operation that is not in the table fails,
/// so that nobody adds an endpoint without deciding who may use it.
/// </summary>
public sealed class AuthorizationMatrixTests(ApiServer api) : IClassFixture<ApiServer>
{
    private static readonly string[] Everybody = ["anonymous", "member", "operator", "owner", "read", "write", "control"];
    private static readonly string[] Readers = ["member", "operator", "owner", "read"];
    private static readonly string[] Writers = ["member", "operator", "owner", "write"];
    private static readonly string[] Sessions = ["member", "operator", "owner"];
    private static readonly string[] Owners = ["owner"];

    /// <summary>`control` is an operator's token; `read` and `write` are a member's.</summary>
    private static readonly string[] Operators = ["operator", "owner", "control"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["GetSession"] = Everybody,
        ["SignIn"] = Everybody,
        ["SignOut"] = Everybody,
        ["SetUpOwner"] = Everybody,
        ["AcceptInvitation"] = Everybody,
        ["ChangePassword"] = Sessions,
        ["GetSessions"] = Sessions,
        ["EndSession"] = Sessions,
        ["GetTokens"] = Sessions,
        ["CreateToken"] = Sessions,
        ["RevokeToken"] = Sessions,
        ["GetPeople"] = Owners,
        ["InvitePerson"] = Owners,
        ["UpdatePerson"] = Owners,
        ["InviteAgain"] = Owners,
        ["GetLists"] = Readers,
        ["GetList"] = Readers,
        ["CreateList"] = Writers,
        ["UpdateList"] = Writers,
        ["MoveList"] = Writers,
        ["DeleteList"] = Writers,
        ["RestoreList"] = Writers,
        ["GetItems"] = Readers,
        ["GetItem"] = Readers,
        ["SearchItems"] = Readers,
        ["CreateItem"] = Writers,
        ["ChangeItems"] = Writers,
        ["UpdateItem"] = Writers,
        ["MoveItem"] = Writers,
        ["DeleteItem"] = Writers,
        ["RestoreItem"] = Writers,
        ["GetBin"] = Readers,
        ["PutBack"] = Writers,
        ["AddPicture"] = Writers,
        ["GetPicture"] = Readers,
        ["RemovePicture"] = Writers,
        ["GetSharedPicture"] = Everybody,
        ["GetShares"] = Readers,
        ["GetClaims"] = Readers,
        ["CreateShare"] = Writers,
        ["RevokeShare"] = Writers,
        ["GetSharedList"] = Everybody,
        ["GetSharedItems"] = Everybody,
        ["GetSharedEvents"] = Everybody,
        ["ClaimItem"] = Everybody,
        ["UnclaimItem"] = Everybody,
        ["Export"] = Readers,
        ["Import"] = Writers,
        ["GetEvents"] = Readers,
        ["GetControlState"] = Operators,
        ["GetDatabases"] = Operators,
        ["GetBackups"] = Operators,
        ["GetDatabase"] = Operators,
        ["Maintain"] = Operators,
        ["GetAudit"] = Operators,
        ["GetJobs"] = Operators,
        ["StartJob"] = Operators,
        ["GetJob"] = Operators,
        ["PlanRestore"] = Operators,
        ["PlanRetention"] = Operators,
        ["GetPoints"] = Operators,
        ["GetHistory"] = Operators,
        ["GetSeries"] = Operators,
        ["GetDrills"] = Operators,
        ["GetNotices"] = Operators,
        ["PauseWork"] = Operators,
        ["ResumeWork"] = Operators,
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EveryOperation_ByEverybody_IsAllowedAsDecided()
    {
        var operations = await OperationsAsync();
        Assert.Equal(Allowed.Keys.Order(), operations.Select(operation => operation.Id).Order());
        using var http = api.Anonymous();
        var callers = await CallersAsync(http);
        var wrong = new List<string>();

        // Last, for it ends the session of whoever asks.
        foreach (var operation in operations.OrderBy(operation => operation.Id == "SignOut"))
        {
            foreach (var (name, caller) in callers)
            {
                using var request = Request(operation, caller);
                using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation); // some never end
                var refusal = name == "anonymous" ? HttpStatusCode.Unauthorized : HttpStatusCode.Forbidden;
                var allowed = Allowed[operation.Id].Contains(name);
                if (allowed == (response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden) || (!allowed && response.StatusCode != refusal))
                {
                    wrong.Add($"{operation.Id} by {name}: {response.StatusCode}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task EveryOperation_WithACredentialThatIsNone_IsForNobodyButTheAnonymous()
    {
        using var http = api.Anonymous();
        var revoked = await RevokedTokenAsync(http);
        foreach (var operation in await OperationsAsync())
        {
            foreach (var header in new[] { $"Bearer {revoked}", "Bearer forged", "Bearer ", "Basic YTpi" })
            {
                using var request = Request(operation, new("Authorization", header));
                using var response = await http.SendAsync(request, Cancellation);
                Assert.Equal(
                    !Allowed[operation.Id].Contains("anonymous"), response.StatusCode == HttpStatusCode.Unauthorized);
            }
        }
    }

    /// <summary>Bodies are empty objects and ids unknown: what is allowed answers 400 or 404 and changes nothing.</summary>
    private static HttpRequestMessage Request((string Id, string Method, string Path) operation, KeyValuePair<string, string>? caller)
    {
        var path = operation.Path;
        for (var begin = path.IndexOf('{'); begin >= 0; begin = path.IndexOf('{'))
        {
            path = path.Replace(path[begin..(path.IndexOf('}') + 1)], Guid.NewGuid().ToString());
        }

        var request = new HttpRequestMessage(new HttpMethod(operation.Method), path) { Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        request.Content = operation.Method is "get" or "delete" ? null : JsonContent.Create(new { });
        if (caller is var (header, value))
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return request;
    }

    private async Task<List<(string Id, string Method, string Path)>> OperationsAsync() =>
    [
        .. (await api.GetJsonAsync("/openapi/v1.json"))["paths"]!.AsObject().SelectMany(path =>
            path.Value!.AsObject().Select(operation => ((string)operation.Value!["operationId"]!, operation.Key, path.Key))),
    ];

    private async Task<Dictionary<string, KeyValuePair<string, string>?>> CallersAsync(HttpClient http)
    {
        var member = await api.InviteAsync("member");
        var @operator = await api.InviteAsync("operator");
        return new()
        {
            ["anonymous"] = null,
            ["member"] = new("Cookie", member),
            ["operator"] = new("Cookie", @operator),
            ["owner"] = new("Cookie", await api.OwnerCookieAsync()),
            ["read"] = new("Authorization", $"Bearer {await Account.CreateTokenAsync(http, member, "read")}"),
            ["write"] = new("Authorization", $"Bearer {await Account.CreateTokenAsync(http, member, "write")}"),
            ["control"] = new("Authorization", $"Bearer {await Account.CreateTokenAsync(http, @operator, "control")}"),
        };
    }

    private async Task<string> RevokedTokenAsync(HttpClient http)
    {
        var owner = await api.OwnerCookieAsync();
        var secret = await Account.CreateTokenAsync(http, owner, "read", "write", "control");
        using var used = new HttpRequestMessage(HttpMethod.Get, "/api/lists") { Headers = { { "Authorization", $"Bearer {secret}" } } };
        (await http.SendAsync(used, Cancellation)).EnsureSuccessStatusCode();
        var tokens = await Account.SendAsync(http, owner, "GET", "/api/account/tokens");
        var newest = (await tokens.Content.ReadFromJsonAsync<JsonNode>(Cancellation))!["items"]!.AsArray()[^1]!;
        (await Account.SendAsync(http, owner, "DELETE", $"/api/account/tokens/{newest["id"]}")).EnsureSuccessStatusCode();
        return secret;
    }
}
