using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>A page of the dashboard in a browser that has signed in, and one small request's telemetry to look at.</summary>
internal static class SignedInPage
{
    public const string Hostile = "<img src=x onerror=alert(1)>";

    public static async Task<IPage> OpenAsync(Browser browser, DashboardProcess dashboard, string path = "/")
    {
        // By the session's cookie rather than the login link, which works once: a navigation may have to be tried again.
        if (dashboard.Cookie.Length == 0)
        {
            await dashboard.Client.GetAsync($"/login?t={DashboardProcess.BrowserToken}", TestContext.Current.CancellationToken);
        }

        var cookie = dashboard.Cookie.Split('=', 2);
        // Without motion: a colour half-way between light and dark says nothing about either.
        var page = await browser.OpenAsync(new Uri("about:blank"), new() { ReducedMotion = ReducedMotion.Reduce });
        await page.Context.AddCookiesAsync([new() { Name = cookie[0], Value = cookie[1], Url = dashboard.Ui.ToString() }]);
        await Browser.GotoAsync(page, new Uri(dashboard.Ui, path));
        return page;
    }

    public static async Task SendRequestAsync(DashboardProcess dashboard)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await OtlpTests.SendJsonAsync(dashboard, "/v1/traces", $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"api"}}]},"scopeSpans":[{"spans":[
            {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000001","name":"{{{Hostile}}}","kind":2,"startTimeUnixNano":"{{{now}}}000000","endTimeUnixNano":"{{{now + 20}}}000000"},
            {"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000002","parentSpanId":"0000000000000001","name":"commit","kind":3,
             "startTimeUnixNano":"{{{now + 2}}}000000","endTimeUnixNano":"{{{now + 9}}}000000","status":{"code":2,"message":"database is locked"}}]}]}]}
            """);
        await OtlpTests.SendJsonAsync(dashboard, "/v1/logs", OtlpTests.Logs(
            $$"""{"timeUnixNano":"{{now + 3}}000000","severityNumber":17,"body":{"stringValue":"answered 500"},"traceId":"0102030405060708090a0b0c0d0e0f10","spanId":"0000000000000002"}"""));
    }
}
