using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>How tests sign in to a running API.</summary>
internal static class Account
{
    public const string Name = "ada";
    public const string Password = "a long password";

    /// <summary>Makes the first owner in Development, or signs in the one that ADMIN_PASSWORD made, and has the client send an API token from now on.</summary>
    public static async Task SignInAsOwnerAsync(HttpClient http)
    {
        // While the API starts it answers 503.
        JsonNode? state = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var response = await http.GetAsync("/api/session");
                state = response.IsSuccessStatusCode ? await response.Content.ReadFromJsonAsync<JsonNode>() : null;
                return state is not null;
            },
            "the API to tell whether it has an owner");
        using var begun = (string)state!["setUp"]! == "open"
            ? await http.PostAsJsonAsync("/api/setup", new { account = Name, name = "Ada", password = Password })
            : await http.PostAsJsonAsync("/api/session", new { account = "admin", password = Password });
        await UseTokenAsync(http, CookieOf(begun), "read", "write", "control");
    }

    /// <summary>The session cookie that an answer sets, as a request has to send it.</summary>
    public static string CookieOf(HttpResponseMessage response)
    {
        Assert.True(response.IsSuccessStatusCode, $"{response.RequestMessage!.RequestUri} answered {response.StatusCode}.");
        return response.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
    }

    /// <summary>Makes an API token by a session and has the client send it.</summary>
    public static async Task UseTokenAsync(HttpClient http, string cookie, params string[] scopes) =>
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await CreateTokenAsync(http, cookie, scopes));

    public static async Task<string> CreateTokenAsync(HttpClient http, string cookie, params string[] scopes)
    {
        var made = await SendAsync(http, cookie, "POST", "/api/account/tokens", new { name = "tests", scopes });
        return (string)(await made.Content.ReadFromJsonAsync<JsonNode>())!["secret"]!;
    }

    /// <summary>Sends a request as the page would: with the session cookie, marked by the browser as its own.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient http, string cookie, string method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path)
        {
            Headers = { { "Cookie", cookie }, { "Sec-Fetch-Site", "same-origin" } },
            Content = body is null ? null : JsonContent.Create(body),
        };
        return await http.SendAsync(request);
    }
}
