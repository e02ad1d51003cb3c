using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Aspire.Hosting.Execution;
using Belfry.Tests.Support;

namespace Belfry.Tests.EndToEnd;

/// <summary>What the app host gives its dashboard: doors, keys, the pages that may send from the browser, a place for telemetry.</summary>
public sealed class DashboardOfARunTests
{
    [Fact]
    public async Task Run_WithAGrpcPort_OpensEveryDoorAndKeepsTelemetry()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var grpc = Ports.Take();
        await using var host = await AppHostProcess.StartAsync(
            cancellation, $"--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=http://localhost:{grpc}", "--AppHost:DashboardApiKey=script-key");
        using var http = new HttpClient { BaseAddress = new Uri(host.LoginUrl.GetLeftPart(UriPartial.Authority)) };
        using var script = new HttpClient { BaseAddress = http.BaseAddress, DefaultRequestHeaders = { { "x-api-key", "script-key" } } };
        await http.GetAsync(host.LoginUrl, cancellation);
        JsonNode? dashboard = null;
        await Eventually.TrueAsync(
            async () => (dashboard = (await http.GetFromJsonAsync<JsonNode>("/api/resources", cancellation))!["resources"]!.AsArray()
                .FirstOrDefault(resource => (string?)resource!["name"] == "dashboard")) is not null,
            "the host to tell of its resources");
        var settings = dashboard!["environment"]!.AsArray().ToDictionary(variable => (string)variable!["name"]!, variable => (string?)variable!["value"]);

        Assert.Equal($"http://localhost:{grpc}", settings["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"]);
        Assert.Null(settings["DASHBOARD__API__PRIMARYAPIKEY"]);
        Assert.Equal(HttpStatusCode.OK, (await script.GetAsync("/api/telemetry/resources", cancellation)).StatusCode);

        var page = host.UrlOf("web").GetLeftPart(UriPartial.Authority);
        using var question = new HttpRequestMessage(HttpMethod.Options, $"{settings["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"]}/v1/traces");
        question.Headers.Add("Origin", page);
        question.Headers.Add("Access-Control-Request-Method", "POST");
        var answer = await http.SendAsync(question, cancellation);
        Assert.Equal(page, Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));

        await Eventually.TrueAsync(
            () => Task.FromResult(Directory.Exists(host.TelemetryFolder) && Directory.EnumerateFiles(host.TelemetryFolder, "run-*.db").Any()), "the run's telemetry to be kept");
    }

    [Fact]
    public async Task SignIn_LinkIsUsed_TheTerminalShowsTheNextOne()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var host = await AppHostProcess.StartAsync(cancellation);
        using var first = new HttpClient();
        using var second = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, (await first.GetAsync(host.LoginUrl, cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync(host.LoginUrl, cancellation)).StatusCode);
        var next = await host.PrintedAfterAsync("To sign in another browser, open ");

        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync(next, cancellation)).StatusCode);
    }
}
