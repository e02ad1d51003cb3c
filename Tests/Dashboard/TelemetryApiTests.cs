using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Dashboard;

/// <summary>The telemetry API as a script meets it: a key, filters, OTLP/JSON, and lines while they happen.</summary>
public sealed class TelemetryApiTests(FilledDashboard filled) : IClassFixture<FilledDashboard>
{
    private const string TraceA = FilledDashboard.TraceA;
    private const string TraceB = FilledDashboard.TraceB;

    [Theory]
    [InlineData("", 3)]
    [InlineData("?severity=Warning", 2)]
    [InlineData("?severity=error", 1)]
    [InlineData("?resource=api", 2)]
    [InlineData("?resource=worker", 1)]
    [InlineData("?resource=worker-w-1&resource=api", 3)]
    [InlineData("?search=DISK", 1)]
    [InlineData("?filter=user%20%3D%20ann", 1)]
    [InlineData("?traceId=" + TraceA, 1)]
    [InlineData("?from=2026-11-21T10:00:02Z", 2)]
    [InlineData("?from=2026-11-21T10:00:01Z&to=2026-11-21T10:00:03Z", 2)]
    public async Task Logs_Filtered_AreOtlpJsonOfWhatMatches(string query, int expected)
    {
        var answer = await GetAsync(filled.Dashboard, "logs" + query);

        Assert.Equal((expected, expected), ((int)answer["totalCount"]!, (int)answer["returnedCount"]!));
        Assert.Equal(expected, Records(answer, "Logs", "logRecords").Count());
    }

    [Theory]
    [InlineData("spans", 3)]
    [InlineData("spans?hasError=true", 1)]
    [InlineData("spans?hasError=false", 2)]
    [InlineData("spans?minDuration=50", 1)]
    [InlineData("spans?maxDuration=50", 2)]
    [InlineData("spans?resource=worker&traceId=" + TraceA, 1)]
    [InlineData("spans?search=commit", 1)]
    [InlineData("spans?filter=http.route%20%3D%20%2Fapi%2Flists", 1)]
    [InlineData("traces?hasError=true", 2)]
    [InlineData("traces?resource=worker", 3)]
    [InlineData("traces?minDuration=50", 2)]
    [InlineData("traces?limit=1", 1)]
    [InlineData("traces/" + TraceA, 2)]
    public async Task Spans_Filtered_AreOtlpJsonOfWhatMatches(string path, int spans)
    {
        Assert.Equal(spans, Records(await GetAsync(filled.Dashboard, path), "Spans", "spans").Count());
    }

    [Fact]
    public async Task Logs_Answer_IsTheRequestThatWasSent()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        var sent = """
            {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeLogs":[{"scope":{"name":"Belfry.Api","version":"1"},
            "logRecords":[{"timeUnixNano":"1700000000123456789","severityNumber":13,"severityText":"Warning","body":{"stringValue":"Größe <b>"},
            "attributes":[{"key":"x","value":{"doubleValue":0.5}},{"key":"n","value":{"intValue":"7"}}],"traceId":"0102030405060708090a0b0c0d0e0f10"}]}]}]}
            """;
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", sent);

        var answer = await GetAsync(dashboard, "logs");

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(sent), answer["data"]), answer.ToJsonString());
    }

    [Fact]
    public async Task Limit_MoreMatch_GivesTheNewestOldestFirst()
    {
        var answer = await GetAsync(filled.Dashboard, "logs?limit=2");

        Assert.Equal((3, 2), ((int)answer["totalCount"]!, (int)answer["returnedCount"]!));
        Assert.Equal(["slow", "disk is full"], Records(answer, "Logs", "logRecords").Select(record => (string)record["body"]!["stringValue"]!));
    }

    [Fact]
    public async Task Resources_Listed_SayWhatTheySent()
    {
        var answer = (await filled.Dashboard.Script.GetFromJsonAsync<JsonArray>("/api/telemetry/resources", TestContext.Current.CancellationToken))!;

        Assert.Equal(["api", "worker"], answer.Select(resource => (string)resource!["displayName"]!));
        Assert.Equal((true, true, false), Has(answer[0]!));
        Assert.Equal("w-1", (string?)answer[1]!["instanceId"]);
    }

    [Fact]
    public async Task Metrics_Asked_AreTheNewestPointsOrThoseOfATime()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await SendPointAsync(dashboard, "GET", second: 1, value: 3);
        await SendPointAsync(dashboard, "GET", second: 2, value: 5);
        await SendPointAsync(dashboard, "POST", second: 2, value: 1);

        var newest = await GetAsync(dashboard, "metrics?name=requests&filter=method%20%3D%20GET");
        var since = await GetAsync(dashboard, "metrics?from=1970-01-01T00:00:00Z");

        var sum = newest["data"]!["resourceMetrics"]![0]!["scopeMetrics"]![0]!["metrics"]![0]!["sum"]!;
        var point = Assert.Single(sum["dataPoints"]!.AsArray())!;
        Assert.Equal(("2000000000", 5), ((string?)point["timeUnixNano"], (double)point["asDouble"]!));
        Assert.Equal("GET", (string?)point["attributes"]![0]!["value"]!["stringValue"]);
        // A series that comes later than its instrument began at nothing.
        Assert.Equal([3, 5, 0, 1], since["data"]!["resourceMetrics"]![0]!["scopeMetrics"]![0]!["metrics"]![0]!["sum"]!["dataPoints"]!.AsArray()
            .Select(item => (double)item!["asDouble"]!));
        Assert.Equal((2, 1), ((int)since["totalCount"]!, (int)newest["totalCount"]!));
    }

    [Theory]
    [InlineData("logs?severty=Warning", 400)]
    [InlineData("logs?severity=loud", 400)]
    [InlineData("logs?from=yesterday", 400)]
    [InlineData("logs?filter=nonsense", 400)]
    [InlineData("logs?limit=0", 400)]
    [InlineData("spans?hasError=maybe", 400)]
    [InlineData("spans?minDuration=-1", 400)]
    [InlineData("traces?follow=true", 400)]
    [InlineData("logs?resource=nobody", 404)]
    [InlineData("traces/00", 404)]
    [InlineData("traces/" + TraceB + "?run=19700101T000000000Z", 404)]
    public async Task Get_WrongParameter_IsAProblemThatNamesIt(string path, int status)
    {
        var answer = await filled.Dashboard.Script.GetAsync($"/api/telemetry/{path}", TestContext.Current.CancellationToken);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Keys_PrimaryAndSecondaryFromAFile_OpenTheTelemetryApiAndNothingElse()
    {
        using var folder = new Belfry.Tests.Support.TempFolder();
        await File.WriteAllTextAsync(folder.File("key"), "second-key\n", TestContext.Current.CancellationToken);
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__API__SECONDARYAPIKEY_FILE", folder.File("key")));

        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/telemetry/logs", DashboardProcess.ApiKey));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/api/telemetry/logs", "second-key"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/telemetry/logs", "wrong"));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/telemetry/logs", ""));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/api/logs", DashboardProcess.ApiKey));

        async Task<HttpStatusCode> StatusAsync(string path, string key)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("x-api-key", key);
            return (await dashboard.Stranger.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
        }
    }

    [Fact]
    public async Task ValidateToken_RightToken_GivesTheKeyOnce()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);

        var wrong = await PostAsync("guess");
        var right = await PostAsync(DashboardProcess.BrowserToken);
        var again = await PostAsync(DashboardProcess.BrowserToken);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrong.StatusCode, again.StatusCode));
        Assert.Equal(DashboardProcess.ApiKey, (string?)(await right.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!["apiKey"]);

        Task<HttpResponseMessage> PostAsync(string token) =>
            dashboard.Stranger.PostAsJsonAsync("/api/telemetry/validateToken", new { token }, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ValidateToken_LongBody_IsNotRead()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);

        var answer = await dashboard.Stranger.PostAsJsonAsync(
            "/api/telemetry/validateToken", new { token = new string('a', 5 * 1024) }, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    internal static async Task<JsonNode> GetAsync(DashboardProcess dashboard, string path) =>
        (await dashboard.Script.GetFromJsonAsync<JsonNode>($"/api/telemetry/{path}", TestContext.Current.CancellationToken))!;

    internal static Task SendPointAsync(DashboardProcess dashboard, string method, int second, int value) => OtlpTests.SendJsonAsync(dashboard, "/v1/metrics", $$$"""
        {"resourceMetrics":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeMetrics":[{"scope":{"name":"Belfry.Tests"},"metrics":[{"name":"requests",
        "sum":{"isMonotonic":true,"aggregationTemporality":2,"dataPoints":[{"timeUnixNano":"{{{second}}}000000000","asInt":"{{{value}}}","attributes":[{"key":"method","value":{"stringValue":"{{{method}}}"}}]}]}}]}]}]}
        """);

    private static (bool Logs, bool Traces, bool Metrics) Has(JsonNode resource) =>
        ((bool)resource["hasLogs"]!, (bool)resource["hasTraces"]!, (bool)resource["hasMetrics"]!);

    private static IEnumerable<JsonNode> Records(JsonNode answer, string signal, string records) =>
        from resource in answer["data"]![$"resource{signal}"]!.AsArray()
        from scope in resource![$"scope{signal}"]!.AsArray()
        from record in scope![records]!.AsArray()
        select record;
}
