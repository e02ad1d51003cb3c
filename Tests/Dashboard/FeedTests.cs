using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;

namespace Belfry.Tests.Dashboard;

public sealed class FeedTests
{
    [Fact]
    public async Task Feed_HelloAndResource_AreListedWithTheApplicationsName()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await dashboard.DialFeedAsync();

        await host.HelloAsync();
        await host.ResourceAsync("api", ""","environment":[{"name":"Control__Key","value":null,"secret":true}]""");

        var list = await dashboard.WaitForAsync("/api/resources", answer => answer["resources"]!.AsArray().Count == 1);
        Assert.Equal("Wishlist", (string?)list["application"]);
        Assert.True((bool)list["connected"]!);
        Assert.Equal("api", (string?)list["resources"]![0]!["name"]);
        Assert.True((bool)list["resources"]![0]!["environment"]![0]!["secret"]!);
    }

    [Fact]
    public async Task Feed_LinesSentAgainAfterReconnect_AreShownOnce()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using (var first = await dashboard.DialFeedAsync())
        {
            await first.HelloAsync();
            await first.LogAsync("api", (1, "one"), (2, "two"));
            await dashboard.WaitForAsync("/api/console?resource=api", answer => answer["lines"]!.AsArray().Count == 2);
        }

        using var second = await dashboard.DialFeedAsync();
        await second.HelloAsync();
        await second.LogAsync("api", (1, "one"), (2, "two"), (3, "three"));

        var console = await dashboard.WaitForAsync("/api/console?resource=api", answer => answer["lines"]!.AsArray().Count >= 3);
        Assert.Equal(["one", "two", "three"], console["lines"]!.AsArray().Select(line => (string)line!["text"]!));
    }

    [Fact]
    public async Task Feed_AnotherRun_StartsWithEmptyConsoles()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync("run-1");
        await host.LogAsync("api", (1, "of the first run"));
        await host.HelloAsync("run-2");
        await host.LogAsync("api", (1, "of the second run"));

        var console = await dashboard.WaitForAsync("/api/console", answer => (string?)answer["lines"]!.AsArray().LastOrDefault()?["text"] == "of the second run");
        Assert.Single(console["lines"]!.AsArray());
    }

    [Fact]
    public async Task Feed_HostGoesAway_ResourcesStayAndAreNotConnected()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using (var host = await dashboard.DialFeedAsync())
        {
            await host.HelloAsync();
            await host.ResourceAsync("api");
            await dashboard.WaitForAsync("/api/resources", answer => answer["resources"]!.AsArray().Count == 1);
        }

        var list = await dashboard.WaitForAsync("/api/resources", answer => !(bool)answer["connected"]!);
        Assert.Single(list["resources"]!.AsArray());
    }

    [Fact]
    public async Task Command_AnsweredByTheHost_ReturnsItsAnswer()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", ""","commands":[{"name":"restart","displayName":"Restart"}]""");
        await dashboard.WaitForAsync("/api/resources", answer => answer["resources"]!.AsArray().Count == 1);

        var pressing = dashboard.Client.PostAsync("/api/resources/api/commands/restart", null, TestContext.Current.CancellationToken);
        var command = await host.ReceiveAsync();
        Assert.Equal(("command", "api", "restart"), ((string?)command["type"], (string?)command["resource"], (string?)command["command"]));
        await host.SendAsync($$"""{"type":"commandResult","id":"{{command["id"]}}","success":false,"message":"Port 5301 is taken."}""");

        var outcome = await (await pressing).Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        Assert.False((bool)outcome!["success"]!);
        Assert.Equal("Port 5301 is taken.", (string?)outcome["message"]);
    }

    [Fact]
    public async Task Command_NotListedByTheResource_Returns404AndIsNotSent()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api");
        await dashboard.WaitForAsync("/api/resources", answer => answer["resources"]!.AsArray().Count == 1);

        var answer = await dashboard.Client.PostAsync("/api/resources/api/commands/format-disk", null, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Feed_WrongKey_IsRefused()
    {
        await using var dashboard = await DashboardProcess.StartAsync();

        var refusal = await Assert.ThrowsAsync<WebSocketException>(() => dashboard.DialFeedAsync("wrong"));

        Assert.Contains("401", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"resource","resource":{}}""")]
    [InlineData("""{"type":"log","resource":"api","lines":"none"}""")]
    [InlineData("not json")]
    public async Task Feed_MessageOfWrongForm_EndsTheConnectionAndNotTheDashboard(string message)
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await dashboard.DialFeedAsync();

        await host.SendAsync(message);
        var end = await host.ReceiveAsync(new byte[1024], TestContext.Current.CancellationToken);

        Assert.Equal(WebSocketCloseStatus.InvalidPayloadData, end.CloseStatus);
        Assert.Equal(HttpStatusCode.OK, (await dashboard.Stranger.GetAsync("/health/live", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task Feed_UnknownTypeAndProperties_AreIgnored()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await dashboard.DialFeedAsync();

        await host.HelloAsync();
        await host.SendAsync("""{"type":"of-a-later-version","value":1}""");
        await host.ResourceAsync("api", ""","later":true""");

        await dashboard.WaitForAsync("/api/resources", answer => answer["resources"]!.AsArray().Count == 1);
    }
}
