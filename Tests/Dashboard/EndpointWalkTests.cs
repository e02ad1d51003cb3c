using System.Net;
using System.Text;
using Belfry.Dashboard;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.Dashboard;

/// <summary>Every endpoint the dashboard maps, taken from its own routing, asked by somebody who has neither session nor key.</summary>
public sealed class EndpointWalkTests
{
    private static readonly string[] Open = [Health.Live, Health.Ready];

    [Fact]
    public async Task EveryEndpoint_WithoutSessionOrKey_IsRefusedButHealth()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        var walked = new List<string>();
        foreach (var (method, path) in Endpoints())
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Content = method != "POST" ? null
                : path == "/login" ? new FormUrlEncodedContent([new("t", "a guess")]) : new StringContent("""{"token":"a guess"}""", Encoding.UTF8, "application/json");
            using var answer = await dashboard.Stranger.SendAsync(request, TestContext.Current.CancellationToken);

            Assert.True(
                answer.StatusCode == (Open.Contains(path) ? HttpStatusCode.OK : HttpStatusCode.Unauthorized), $"{method} {path} answered {(int)answer.StatusCode}");
            Assert.False(answer.Headers.Contains("Set-Cookie"), $"{method} {path} set a cookie");
            Assert.True(answer.Headers.Contains("Content-Security-Policy"), $"{method} {path} has no policy");
            walked.Add(path);
        }

        Assert.Superset(new HashSet<string> { "/login", "/feed", "/api/live", "/api/resources", "/api/telemetry/logs", "/api/runs/current", "/any/page" }, walked.ToHashSet());
        Assert.InRange(walked.Count, 25, 200);
    }

    /// <summary>Routes with their parameters filled in. The program builds its own routing; only its ports are not opened.</summary>
    private static List<(string Method, string Path)> Endpoints()
    {
        using var factory = new WebApplicationFactory<DashboardOptions>();
        return [.. factory.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (method, Path(endpoint.RoutePattern))))
            .Distinct()];
    }

    private static string Path(RoutePattern pattern) => "/" + string.Join('/', pattern.PathSegments.Select(segment => string.Concat(segment.Parts.Select(part => part switch
    {
        RoutePatternLiteralPart literal => literal.Content,
        RoutePatternParameterPart { IsCatchAll: true } => "any/page",
        RoutePatternParameterPart { Name: "id" } => "1",
        RoutePatternParameterPart { Name: "run" } => "current",
        RoutePatternParameterPart { Name: "signal" } => "logs",
        _ => "x",
    }))));
}
