using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;
using Microsoft.Playwright;

namespace Belfry.Tests.Dashboard;

/// <summary>Commands that want values: what the dashboard refuses, what it passes on, and how a person is asked.</summary>
public sealed class CommandTests
{
    private const string Inputs = """
        ,"commands":[{"name":"seed","displayName":"Seed","inputs":[
        {"name":"size","label":"Size","kind":"choice","required":true,"options":[{"value":"s","label":"Small"},{"value":"l","label":"Large"}]},
        {"name":"count","label":"Count","kind":"number"},{"name":"clean","label":"Clean first","kind":"boolean"},
        {"name":"note","label":"Note","maxLength":5},{"name":"key","label":"Key","kind":"secret","value":"leaked"}]}]
        """;

    private const string Missing = """
        ,"type":"Parameter","state":"ValueMissing","commands":[{"name":"set-parameter","displayName":"Set parameter","highlighted":true,"inputs":[
        {"name":"value","label":"Value","kind":"secret","required":true},{"name":"save","label":"Remember in user secrets","kind":"boolean","value":"true"}]}]
        """;

    [Theory]
    [InlineData("""{}""", "size")]
    [InlineData("""{"size":"m"}""", "size")]
    [InlineData("""{"size":"s","count":"many"}""", "count")]
    [InlineData("""{"size":"s","clean":"yes"}""", "clean")]
    [InlineData("""{"size":"s","note":"too long"}""", "note")]
    [InlineData("""{"size":"s","other":"1"}""", "other")]
    public async Task Command_WithAValueThatCannotBe_IsRefusedByNameAndNotSent(string values, string wrong)
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await StartHostAsync(dashboard, Inputs);

        var answer = await PostAsync(dashboard, "api", "seed", JsonNode.Parse(values)!);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var problem = await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken);
        Assert.Equal([wrong], problem!["errors"]!.AsObject().Select(error => error.Key));
        Assert.DoesNotContain("too long", problem.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Command_WithGoodValues_BringsThemToTheHost()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await StartHostAsync(dashboard, Inputs);

        var pressing = PostAsync(dashboard, "api", "seed", JsonNode.Parse("""{"SIZE":"l","count":"-2.5","clean":"true","note":""}""")!);
        var command = await host.ReceiveAsync();
        await host.SendAsync($$"""{"type":"commandResult","id":"{{command["id"]}}","success":true}""");

        Assert.Equal(HttpStatusCode.OK, (await pressing).StatusCode);
        Assert.Equal("""{"SIZE":"l","count":"-2.5","clean":"true","note":""}""", command["arguments"]!.ToJsonString());
    }

    [Fact]
    public async Task Command_BodyThatIsNoJson_IsRefused()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await StartHostAsync(dashboard, Inputs);
        using var body = new StringContent("""{"arguments":{"size":1}}""", null, "application/json");

        var answer = await dashboard.Client.PostAsync("/api/resources/api/commands/seed", body, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Command_BodyBeyondTheLimit_IsRefused()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await StartHostAsync(dashboard, Inputs);

        var answer = await PostAsync(dashboard, "api", "seed", new JsonObject { ["size"] = new string('x', 300_000) });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Resources_SecretInputWithAValue_AreListedWithoutIt()
    {
        await using var dashboard = await DashboardProcess.StartAsync();
        using var host = await StartHostAsync(dashboard, Inputs);

        var list = await dashboard.GetAsync("/api/resources");

        Assert.DoesNotContain("leaked", list.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(5, list["resources"]![0]!["commands"]![0]!["inputs"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/resources")]
    public async Task Page_ParameterWithoutAValue_AsksForItAndSendsIt(string path)
    {
        await using var dashboard = await DashboardProcess.StartAsync(signIn: false);
        await using var browser = await Browser.LaunchAsync();
        using var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.SendAsync("""{"type":"resource","resource":{"name":"smtp-password"MORE} }""".Replace("MORE", Missing));
        var page = await SignedInPage.OpenAsync(browser, dashboard, path);

        await page.GetByRole(AriaRole.Button, new() { Name = "Set smtp-password" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Set parameter" }).ClickAsync();
        await Assertions.Expect(dialog.GetByText("Value is needed.")).ToBeVisibleAsync();
        Assert.Empty(await Accessibility.FindSeriousAsync(page));
        await dialog.GetByLabel("Value", new() { Exact = true }).FillAsync("hunter2");
        await page.Keyboard.PressAsync("Enter");
        var refused = await host.ReceiveAsync();
        await host.SendAsync($$"""{"type":"commandResult","id":"{{refused["id"]}}","success":false,"message":"The disk is full."}""");
        await Assertions.Expect(dialog.GetByText("The disk is full.")).ToBeVisibleAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Set parameter" }).ClickAsync(); // with what was typed before
        var command = await host.ReceiveAsync();
        await host.SendAsync($$"""{"type":"commandResult","id":"{{command["id"]}}","success":true}""");

        await Assertions.Expect(page.GetByText("Set parameter smtp-password: done")).ToBeVisibleAsync();
        Assert.Equal("""{"value":"hunter2","save":"true"}""", command["arguments"]!.ToJsonString());
    }

    private static async Task<ClientWebSocket> StartHostAsync(DashboardProcess dashboard, string more)
    {
        var host = await dashboard.DialFeedAsync();
        await host.HelloAsync();
        await host.ResourceAsync("api", more);
        await dashboard.WaitForAsync("/api/resources", answer => answer["resources"]!.AsArray().Count == 1);
        return host;
    }

    private static Task<HttpResponseMessage> PostAsync(DashboardProcess dashboard, string resource, string command, JsonNode values) =>
        dashboard.Client.PostAsJsonAsync($"/api/resources/{resource}/commands/{command}", new JsonObject { ["arguments"] = values }, TestContext.Current.CancellationToken);
}
