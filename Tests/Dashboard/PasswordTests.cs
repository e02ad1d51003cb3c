using System.Diagnostics;
using System.Net;
using Belfry.Tests.Support;

namespace Belfry.Tests.Dashboard;

/// <summary>Signing in where no console shows a link: by a password, held down, behind a proxy.</summary>
public sealed class PasswordTests
{
    private const string Right = "correct horse battery";

    [Fact]
    public async Task Login_ByPasswordFromAFile_SignsInAndTheTokenDoesNot()
    {
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.File("password"), Right + "\n", TestContext.Current.CancellationToken);
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__FRONTEND__PASSWORD_FILE", folder.File("password")));

        var page = await dashboard.Stranger.GetAsync("/login", TestContext.Current.CancellationToken);
        var byToken = await dashboard.Stranger.GetAsync($"/login?t={DashboardProcess.BrowserToken}", TestContext.Current.CancellationToken);
        var wrong = await PostAsync(dashboard, "incorrect horse battery");
        var right = await PostAsync(dashboard, Right);

        Assert.Contains("autocomplete=\"current-password\"", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (byToken.StatusCode, wrong.StatusCode));
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, await WithCookieAsync(dashboard, Assert.Single(right.Headers.GetValues("Set-Cookie")).Split(';')[0]));
    }

    [Fact]
    public async Task Login_ByPasswordHash_TakesWhatHashPasswordPrinted()
    {
        var start = BuiltProgram.StartInfo("Dashboard", "Dashboard.dll", "hash-password");
        (start.RedirectStandardInput, start.RedirectStandardOutput) = (true, true);
        using var program = Process.Start(start)!;
        await program.StandardInput.WriteLineAsync(Right);
        program.StandardInput.Close();
        var hash = (await program.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__FRONTEND__PASSWORDHASH", hash));

        Assert.DoesNotContain(Right, hash, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(dashboard, Right + "!")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(dashboard, Right)).StatusCode);
    }

    [Fact]
    public async Task Login_GuessedTooOften_IsHeldDownEvenForTheRightPassword()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__FRONTEND__PASSWORD", Right));
        var answers = new List<HttpResponseMessage>();
        for (var i = 0; i < 25; i++)
        {
            answers.Add(await PostAsync(dashboard, $"guess number {i}"));
        }

        // A minute may turn while this runs; then there are two minutes' worth of answers, and still not 25.
        Assert.InRange(answers.Count(answer => answer.StatusCode == HttpStatusCode.Unauthorized), 10, 20);
        Assert.Equal("60", answers.First(answer => answer.StatusCode == HttpStatusCode.TooManyRequests).Headers.GetValues("Retry-After").Single());
    }

    [Fact]
    public async Task Login_BehindATlsProxy_SetsASecureHostCookie()
    {
        await using var dashboard = await DashboardProcess.StartAsync(
            signIn: false, ("DASHBOARD__FRONTEND__PASSWORD", Right), ("ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED", "true"));
        using var request = Form(Right);
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "dashboard.example");
        request.Headers.Add("Origin", "https://dashboard.example");

        var answer = await dashboard.Stranger.SendAsync(request, TestContext.Current.CancellationToken);

        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-", cookie, StringComparison.Ordinal);
        Assert.All(["secure", "httponly", "samesite=strict", "path=/"], flag => Assert.Contains(flag, cookie, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Forwarded_WithoutAProxyConfigured_IsNotBelieved()
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false, ("DASHBOARD__FRONTEND__PASSWORD", Right));
        using var request = Form(Right);
        request.Headers.Add("X-Forwarded-Proto", "https");

        var answer = await dashboard.Stranger.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("secure", Assert.Single(answer.Headers.GetValues("Set-Cookie")), StringComparison.OrdinalIgnoreCase);
    }

    private static Task<HttpResponseMessage> PostAsync(DashboardProcess dashboard, string password) =>
        dashboard.Stranger.SendAsync(Form(password), TestContext.Current.CancellationToken);

    private static HttpRequestMessage Form(string password) =>
        new(HttpMethod.Post, "/login") { Content = new FormUrlEncodedContent([new("username", "dashboard"), new("password", password)]) };

    private static async Task<HttpStatusCode> WithCookieAsync(DashboardProcess dashboard, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources");
        request.Headers.Add("Cookie", cookie);
        return (await dashboard.Stranger.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode;
    }
}
