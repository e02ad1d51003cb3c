using System.Net;

namespace Belfry.Tests.Dashboard;

public sealed class SignInTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/bell.svg")]
    [InlineData("/api/resources")]
    [InlineData("/api/console")]
    [InlineData("/api/logs")]
    [InlineData("/api/logs/0")]
    [InlineData("/api/traces")]
    [InlineData("/api/traces/00000000000000000000000000000001")]
    [InlineData("/api/live")]
    [InlineData("/api/metrics")]
    [InlineData("/api/metrics/chart")]
    [InlineData("/api/runs")]
    [InlineData("/api/runs/current/logs")]
    [InlineData("/v1/traces")]
    [InlineData("/anything/else")]
    public async Task Get_WithoutSession_IsRefused(string path)
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);

        var answer = await dashboard.Stranger.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Get_Health_NeedsNoSession()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);

        Assert.Equal(HttpStatusCode.OK, (await dashboard.Stranger.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Login_RightToken_SetsStrictHttpOnlyCookieAndWorksOnce()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);

        var first = await dashboard.Stranger.GetAsync($"/login?t={DashboardProcess.BrowserToken}", TestContext.Current.CancellationToken);
        var second = await dashboard.Stranger.GetAsync($"/login?t={DashboardProcess.BrowserToken}", TestContext.Current.CancellationToken);

        var cookie = Assert.Single(first.Headers.GetValues("Set-Cookie"));
        Assert.Equal(HttpStatusCode.Redirect, first.StatusCode);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Unauthorized, second.StatusCode);
        Assert.False(second.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task Login_WrongToken_ExplainsWhereTheLinkIs()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);

        var answer = await dashboard.Stranger.GetAsync("/login?t=%3Cscript%3E", TestContext.Current.CancellationToken);
        var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Login to the dashboard at", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    /// <summary>Another site's name that was made to mean this machine (DNS rebinding) must not read what needs no sign-in.</summary>
    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1:1", HttpStatusCode.OK)]
    [InlineData("[::1]:1", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("192.0.2.1", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    public async Task Get_WithoutSignIn_AnswersToThisMachinesNamesOnly(string host, HttpStatusCode expected)
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__FRONTEND__AUTHMODE", "Unsecured"));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources") { Headers = { Host = host } };

        Assert.Equal(expected, (await dashboard.Stranger.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Post_FromAnotherOrigin_Returns403()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/resources/api/commands/stop");
        request.Headers.Add("Origin", "http://127.0.0.1:5173");

        var answer = await dashboard.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Pages_SignedIn_ComeWithAPolicyThatAllowsNoInlineScript()
    {
        await using var dashboard = await DashboardProcess.StartAsync();

        var answer = await dashboard.Client.GetAsync("/traces", TestContext.Current.CancellationToken);

        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logout_SignedIn_EndsTheSession()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        var cookie = dashboard.Cookie;

        await dashboard.Client.PostAsync("/logout", null, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/api/resources");
        again.Headers.Add("Cookie", cookie);

        Assert.Equal(HttpStatusCode.Unauthorized, (await dashboard.Stranger.SendAsync(again, TestContext.Current.CancellationToken)).StatusCode);
    }
}
