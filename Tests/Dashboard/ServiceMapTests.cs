using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>Who calls whom, read from traces.</summary>
public sealed class ServiceMapTests
{
    [Fact]
    public async Task Map_OfATraceThroughServices_HasTheirCallsAndTheDatabase()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await SendAsync(dashboard);

        var map = await dashboard.GetAsync("/api/map");

        Assert.Equal(["api service 2/1", "app.db (sqlite) database 1/0", "mail.example:25 external 1/0", "web service 1/0"],
            map["nodes"]!.AsArray().Select(node => $"{node!["name"]} {node["kind"]} {node["calls"]}/{node["failed"]}").Order(StringComparer.Ordinal));
        Assert.Equal(["api -> app.db (sqlite) 1/0", "api -> mail.example:25 1/0", "web -> api 2/1"],
            map["edges"]!.AsArray().Select(edge => $"{edge!["from"]} -> {edge["to"]} {edge["calls"]}/{edge["failed"]}").Order(StringComparer.Ordinal));
        var call = map["edges"]!.AsArray().Single(edge => (string?)edge!["from"] == "web")!;
        Assert.InRange((double)call["p95"]!, 15, 25); // as the callee measured it: 20 ms
    }

    [Fact]
    public async Task Page_PlacePressed_TellsOfItsCallsAndIsInTheAddress()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        await SendAsync(dashboard);
        var page = await SignedInPage.OpenAsync(browser, dashboard, "/map");

        await page.GetByRole(AriaRole.Button, new() { Name = "api", Exact = false }).First.ClickAsync();

        var panel = page.GetByRole(AriaRole.Complementary, new() { Name = "Calls of api" });
        await Assertions.Expect(panel.GetByRole(AriaRole.Row).Filter(new() { HasText = "web" })).ToContainTextAsync("2");
        await Assertions.Expect(panel).ToContainTextAsync("1 failed (50 %)");
        Assert.EndsWith("/map?place=api", page.Url, StringComparison.Ordinal);
        browser.AssertQuiet();
    }

    /// <summary>A click that makes the page call the API twice; the API reads its database and, in vain, the mail server.</summary>
    private static async Task SendAsync(DashboardProcess dashboard)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        var web = string.Join(',', Span(now, 1, 0, "click", 1, 60), Span(now, 2, 1, "GET", 3, 25), Span(now, 3, 1, "GET", 3, 25));
        var api = string.Join(
            ',',
            Span(now, 4, 2, "GET /api/lists", 2, 20),
            Span(now, 5, 3, "GET /api/lists", 2, 20, ""","status":{"code":2}"""),
            Span(now, 6, 4, "read", 3, 2, Attributes(("db.system.name", "sqlite"), ("db.namespace", "app.db"))),
            Span(now, 7, 5, "send", 3, 9, Attributes(("server.address", "mail.example"), ("server.port", "25"))));
        await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", $$"""{"resourceSpans":[{{Of("web", web)}},{{Of("api", api)}}]}""");
    }

    private static string Of(string service, string spans) =>
        $$$"""{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{service}}}"}}]},"scopeSpans":[{"spans":[{{{spans}}}]}]}""";

    private static string Span(long now, int id, int parent, string name, int kind, int milliseconds, string more = "") =>
        $$$"""
        {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"{{{id:x16}}}","parentSpanId":"{{{(parent == 0 ? "" : parent.ToString("x16", null))}}}","name":"{{{name}}}","kind":{{{kind}}},
        "startTimeUnixNano":"{{{now}}}000000","endTimeUnixNano":"{{{now + milliseconds}}}000000"{{{more}}} }
        """;

    private static string Attributes(params (string Key, string Value)[] attributes) =>
        $$$""","attributes":[{{{string.Join(',', attributes.Select(pair => $$$"""{"key":"{{{pair.Key}}}","value":{"stringValue":"{{{pair.Value}}}"}}"""))}}}]""";
}
