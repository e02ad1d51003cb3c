using System.Net;
using Belfry.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.Dashboard;

/// <summary>Telemetry from pages of another origin: who may send it, and what the browser shows the page.</summary>
public sealed class BrowserSenderTests
{
    [Theory]
    [InlineData("http://localhost:5173", HttpStatusCode.NoContent, "http://localhost:5173")]
    [InlineData("http://evil.example", HttpStatusCode.Forbidden, null)]
    public async Task Preflight_OfAnOrigin_IsAnsweredByTheList(string origin, HttpStatusCode status, string? allowed)
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__OTLP__CORS__ALLOWEDORIGINS", "http://localhost:5173,https://app.example"));
        using var http = new HttpClient { BaseAddress = dashboard.Otlp };
        using var question = new HttpRequestMessage(HttpMethod.Options, "/v1/traces");
        question.Headers.Add("Origin", origin);
        question.Headers.Add("Access-Control-Request-Method", "POST");
        question.Headers.Add("Access-Control-Request-Headers", "content-type,x-otlp-api-key");

        var answer = await http.SendAsync(question, TestContext.Current.CancellationToken);

        Assert.Equal(status, answer.StatusCode);
        Assert.Equal(allowed, answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values.Single() : null);
    }

    [Fact]
    public async Task Preflight_WithoutAnyOriginAllowed_IsRefused()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        using var question = new HttpRequestMessage(HttpMethod.Options, "/v1/traces");
        question.Headers.Add("Origin", "http://localhost:5173");

        var answer = await dashboard.Sender.SendAsync(question, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Page_OfAnAllowedOrigin_SendsWithItsKeyAndReadsThePartialSuccess()
    {
        await using var site = await ServePageAsync();
        await using var dashboard = await DashboardProcess.StartAsync(
            signIn: false, ("DASHBOARD__OTLP__CORS__ALLOWEDORIGINS", site.Urls.Single()), ("DASHBOARD__OTLP__CORS__ALLOWEDHEADERS", "*"));
        await using var browser = await Browser.LaunchAsync();
        var page = await browser.OpenAsync(new Uri(site.Urls.Single()));

        Assert.Equal("401", await PostAsync("wrong"));
        var answer = await PostAsync(DashboardProcess.OtlpKey);

        Assert.Contains("\"rejectedSpans\":\"1\"", answer, StringComparison.Ordinal);
        Assert.Equal(1, (int)(await TelemetryApiTests.GetAsync(dashboard, "spans?resource=page"))["totalCount"]!);

        Task<string> PostAsync(string key) => page.EvaluateAsync<string>(
            """
            async ([url, key]) => {
              const span = { traceId: '0102030405060708090a0b0c0d0e0f10', spanId: '0102030405060708', name: 'click' }
              const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'page' } }] }
              const body = JSON.stringify({ resourceSpans: [{ resource, scopeSpans: [{ spans: [span, { name: 'without ids' }] }] }] })
              const headers = { 'content-type': 'application/json', 'x-otlp-api-key': key, 'x-of-the-page': '1' }
              const answer = await fetch(url, { method: 'POST', headers, body })
              return answer.ok ? await answer.text() : String(answer.status)
            }
            """,
            new[] { new Uri(dashboard.Otlp, "/v1/traces").ToString(), key });
    }

    private static async Task<WebApplication> ServePageAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var site = builder.Build();
        site.Run(context => context.Response.WriteAsync("<!doctype html><title>An application</title>"));
        await site.StartAsync();
        return site;
    }
}
