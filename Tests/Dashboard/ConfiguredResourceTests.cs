using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Belfry.Tests.Dashboard;

/// <summary>A deployment's resources, discovered by asking their health endpoints.</summary>
public sealed class ConfiguredResourceTests
{
    [Fact]
    public async Task Poll_ServiceThatAnswers_ShowsStateHealthAndEachCheck()
    {
        await using var service = await ServiceAsync("""
            {"status":"Degraded","checks":[{"name":"database","status":"Healthy","description":null},{"name":"disk","status":"Degraded","description":"8 % free"}]}
            """);
        await using var dashboard = await StartAsync(service.Url, "/health/ready");

        var resource = await ResourceAsync(dashboard, resource => (string?)resource["health"] == "Degraded");

        Assert.Equal(("api", "Running", "Project"), ((string?)resource["name"], (string?)resource["state"], (string?)resource["type"]));
        Assert.Equal(["database Healthy ", "disk Degraded 8 % free"], resource["healthReports"]!.AsArray()
            .Select(report => $"{report!["name"]} {report["status"]} {report["description"]}"));
        Assert.StartsWith(service.Url, (string?)resource["urls"]![0]!["url"], StringComparison.Ordinal);
        Assert.True((bool)(await dashboard.GetAsync("/api/resources"))["connected"]!);
    }

    [Fact]
    public async Task Poll_ServiceThatGoesDownAndComesBack_FollowsIt()
    {
        await using var service = await ServiceAsync("""{"status":"Healthy"}""");
        await using var dashboard = await StartAsync(service.Url, "/health/ready");
        await ResourceAsync(dashboard, resource => (string?)resource["health"] == "Healthy");

        service.Status = 503;
        await ResourceAsync(dashboard, resource => (string?)resource["health"] == "Unhealthy" && (string?)resource["state"] == "Running");
        service.Status = 200;

        await ResourceAsync(dashboard, resource => (string?)resource["health"] == "Healthy");
    }

    [Fact]
    public async Task Poll_NobodyThere_SaysUnreachable()
    {
        await using var dashboard = await StartAsync($"http://127.0.0.1:{Belfry.Tests.Support.FreePort.Find()}", "/health");

        var resource = await ResourceAsync(dashboard, resource => (string?)resource["state"] == "Unreachable");

        Assert.Equal(("Unhealthy", "error"), ((string?)resource["health"], (string?)resource["stateStyle"]));
        Assert.StartsWith("Nothing answers at 127.0.0.1:", (string?)resource["healthReports"]![0]!["description"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(1, 10)]
    [InlineData(2, 20)]
    [InlineData(3, 40)]
    [InlineData(4, 60)]
    [InlineData(1_000_000, 60)]
    public void PauseAfter_Failures_GrowsToAMinute(int failures, int seconds)
    {
        Assert.Equal(TimeSpan.FromSeconds(seconds), Belfry.Dashboard.Resources.HealthPoller.PauseAfter(failures, TimeSpan.FromSeconds(10)));
    }

    [Theory]
    [InlineData(200, "text", "Healthy")]
    [InlineData(500, "text", "Unhealthy")]
    [InlineData(302, "elsewhere", "Unhealthy")]
    [InlineData(500, """{"status":"Healthy"}""", "Unhealthy")]
    [InlineData(200, """{"status":["a"],"checks":{"a":1,"b":{"status":7}}}""", "Healthy")]
    [InlineData(200, "endless", "Healthy")]
    [InlineData(200, """{"status":"\ud800"}""", "Healthy")]
    [InlineData(500, """{"status":"Degraded","checks":{"a":{"status":"Healthy"},"\ud800":{}}}""", "Unhealthy")]
    public async Task Poll_AnswerOfAnyKind_IsReadWithoutTrust(int status, string body, string expected)
    {
        await using var service = await ServiceAsync(body, status);
        await using var dashboard = await StartAsync(service.Url, "/anything");

        // A slow machine may first see no answer in time.
        await ResourceAsync(dashboard, resource => (string?)resource["health"] == expected && (string?)resource["state"] == "Running");
    }

    [Fact]
    public async Task Start_WrongResources_NamesThemAll()
    {
        using var process = DashboardProcess.Launch([
            ("DASHBOARD__RESOURCES__0__NAME", "api"), ("DASHBOARD__RESOURCES__0__HEALTH", "/health"),
            ("DASHBOARD__RESOURCES__1__URL", "ftp://x"), ("DASHBOARD__RESOURCEFEED__APIKEY", "key"), ("DASHBOARD__HEALTH__INTERVALSECONDS", "0")]);

        var error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, process.ExitCode);
        Assert.All(
            ["DASHBOARD__RESOURCES__0__HEALTH", "DASHBOARD__RESOURCES__1__URL", "DASHBOARD__RESOURCES__1__NAME", "DASHBOARD__HEALTH__INTERVALSECONDS"],
            name => Assert.Contains(name, error, StringComparison.Ordinal));
    }

    private static Task<DashboardProcess> StartAsync(string url, string health) => DashboardProcess.StartAsync(
        settings: [
            ("DASHBOARD__RESOURCEFEED__APIKEY", ""), ("DASHBOARD__HEALTH__INTERVALSECONDS", "0.1"),
            ("DASHBOARD__RESOURCES__0__NAME", "api"), ("DASHBOARD__RESOURCES__0__TYPE", "Project"),
            ("DASHBOARD__RESOURCES__0__URL", url), ("DASHBOARD__RESOURCES__0__HEALTH", health)]);

    private static async Task<JsonNode> ResourceAsync(DashboardProcess dashboard, Func<JsonNode, bool> wanted) =>
        (await dashboard.WaitForAsync("/api/resources", answer => answer["resources"]!.AsArray().Any(resource => wanted(resource!))))["resources"]![0]!;

    private static async Task<Service> ServiceAsync(string body, int status = 200)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var service = new Service(builder.Build()) { Status = status };
        service.App.Run(async context =>
        {
            context.Response.StatusCode = service.Status;
            context.Response.Headers.Location = "http://169.254.169.254/";
            do
            {
                await context.Response.WriteAsync(body, context.RequestAborted);
            }
            while (body == "endless" && !context.RequestAborted.IsCancellationRequested);
        });
        await service.App.StartAsync();
        return service;
    }

    /// <summary>A service whose health the test decides.</summary>
    private sealed class Service(WebApplication app) : IAsyncDisposable
    {
        public WebApplication App { get; } = app;

        public int Status { get; set; }

        public string Url => App.Urls.Single();

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
