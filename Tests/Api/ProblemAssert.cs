using System.Net;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Api;

internal static class ProblemAssert
{
    /// <summary>The answer is a complete problem document with this status, and it holds no exception's text.</summary>
    public static async Task<JsonNode> IsProblemAsync(HttpResponseMessage response, HttpStatusCode status)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"Expected {status}, got {response.StatusCode}: {body}");
        return IsProblem(response, body);
    }

    /// <summary>The answer is a complete problem document that blames the client.</summary>
    public static async Task IsClientProblemAsync(HttpResponseMessage response)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode is >= 400 and < 500, $"Expected 4xx, got {response.StatusCode}: {body}");
        IsProblem(response, body);
    }

    private static JsonNode IsProblem(HttpResponseMessage response, string body)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = JsonNode.Parse(body)!;
        Assert.Equal((int)response.StatusCode, (int)problem["status"]!);
        Assert.All(["type", "title", "detail", "traceId"], member => Assert.False(string.IsNullOrEmpty((string?)problem[member]), $"no {member} in {body}"));
        Assert.DoesNotContain("Exception", body);
        return problem;
    }
}
