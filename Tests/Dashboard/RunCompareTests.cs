using Belfry.Dashboard.Runs;
using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>What a run came to, and two runs side by side.</summary>
public sealed class RunCompareTests
{
    [Theory]
    [InlineData("Item 42 of list 7 failed", "Item # of list # failed")]
    [InlineData("Backup 20261121T114701.586Z is late", "Backup # is late")]
    [InlineData("No number", "No number")]
    [InlineData("x12y345", "x#y#")]
    public void Pattern_OfAMessage_HasItsNumbersMadeAlike(string message, string expected) => Assert.Equal(expected, RunSummary.Pattern(message));

    [Fact]
    public async Task Summary_OfARun_CountsOperationsAndProblemsOnce()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        await SignedInPage.SendRequestAsync(dashboard);
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs(
            """{"timeUnixNano":"1","severityNumber":17,"body":{"stringValue":"answered 502"}},{"timeUnixNano":"2","severityNumber":9,"body":{"stringValue":"fine"}}"""));

        var summary = await dashboard.GetAsync("/api/runs/current/summary");

        var operation = Assert.Single(summary["operations"]!.AsArray())!; // the commit inside it is the same work
        Assert.Equal((SignedInPage.Hostile, 1, 0), ((string?)operation["name"], (int)operation["count"]!, (int)operation["failed"]!));
        var problem = Assert.Single(summary["problems"]!.AsArray())!;
        Assert.Equal(("answered #", 2), ((string?)problem["message"], (int)problem["count"]!));
        Assert.Equal((1, 2, 3), ((int)summary["traces"]!, (int)summary["spans"]!, (int)summary["logs"]!));
    }

    [Fact]
    public async Task Page_TwoRuns_NamesWhatGotWorse()
    {
        using var folder = new TempFolder();
        var setting = ("DASHBOARD__DATA__DIRECTORY", folder.File("telemetry"));
        await using (var first = await DashboardProcess.StartAsync(settings: setting))
        {
            await SendAsync(first, milliseconds: 10);
            // Each request is in the file before its size is: the run's first page alone has 4 KB.
            await first.WaitForAsync("/api/runs", answer => (long)answer["runs"]![0]!["bytes"]! > 0);
            await Eventually.TrueAsync(() => Task.FromResult(RunTests.CountRequests(folder) == 1), "the request to be written");
        }

        await using var second = await DashboardProcess.StartAsync(signIn: false, settings: setting);
        await using var browser = await Browser.LaunchAsync();
        await SendAsync(second, milliseconds: 200);
        await SignedInPage.SendRequestAsync(second);
        var page = await SignedInPage.OpenAsync(browser, second, "/runs");

        await Assertions.Expect(page.GetByText("1 operation got worse, 1 new problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "GET /api/lists" })).ToContainTextAsync("worse");
        await Assertions.Expect(page.GetByRole(AriaRole.Row).Filter(new() { HasText = "answered #" })).ToContainTextAsync("new");
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            Assert.Empty(await Accessibility.FindSeriousAsync(page));
        }

        browser.AssertQuiet();
    }

    private static Task<HttpResponseMessage> SendAsync(DashboardProcess dashboard, int milliseconds)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        return OtlpTests.SendJsonAsync(dashboard, "/v1/traces", $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeSpans":[{"spans":[
            {"traceId":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","spanId":"00000000000000aa","name":"GET /api/lists","kind":2,
             "startTimeUnixNano":"{{{now}}}000000","endTimeUnixNano":"{{{now + milliseconds}}}000000"}]}]}]}
            """);
    }
}
