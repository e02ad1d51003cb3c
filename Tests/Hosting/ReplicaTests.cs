using System.Collections.Concurrent;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>Several processes of one project behind one port.</summary>
public sealed class ReplicaTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ThreeReplicas_TakeConnectionsInTurnUnderNamesOfTheirOwn()
    {
        await using var app = await StartAsync(replicas: 3);
        using var client = app.CreateClientOf("api");

        await EachAnswersAsync(client, 3);

        var replicas = ReplicasOf(app);
        Assert.Equal(3, replicas.Length);
        Assert.All(replicas, r => Assert.Matches("^api-[a-z0-9]{8}$", r.ResourceId));
        Assert.All(replicas, r => Assert.Equal(KnownResourceStates.Running, r.Snapshot.State!.Text));
        var variables = replicas.Select(r => r.Snapshot.EnvironmentVariables.ToDictionary(v => v.Name, v => v.Value)).ToArray();
        Assert.Equal(replicas.Select(r => $"service.instance.id={r.ResourceId}"), variables.Select(v => v["OTEL_RESOURCE_ATTRIBUTES"]));
        Assert.Equal(3, variables.Select(v => v["ASPNETCORE_URLS"]).Distinct().Count());
        Assert.All(variables, v => Assert.Equal("api", v["OTEL_SERVICE_NAME"]));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_OneReplicaDies_TheOthersGoOnAndTheWholeRuns()
    {
        await using var app = await StartAsync(replicas: 2);
        using var client = app.CreateClientOf("api");
        await EachAnswersAsync(client, 2);

        await client.PostAsync("/exit?code=3", null, Cancellation);
        await Eventually.TrueAsync(
            () => Task.FromResult(ReplicasOf(app).Count(r => r.Snapshot.State!.Text == KnownResourceStates.Exited) == 1), "one replica to have ended");

        var answers = new HashSet<string>();
        for (var i = 0; i < 6; i++)
        {
            answers.Add(await client.GetStringAsync("/process", Cancellation));
        }

        Assert.Single(answers);
        var dead = ReplicasOf(app).Single(r => r.Snapshot.State!.Text == KnownResourceStates.Exited);
        Assert.Equal(3, dead.Snapshot.ExitCode);
        var whole = (await app.Notifications.WaitForResourceAsync(
            "api", e => e.Snapshot.Properties.Any(p => Equals(p.Value, "1 of 2 running")), Cancellation)).Snapshot;
        Assert.Equal((KnownResourceStates.Running, KnownResourceStateStyles.Warn), (whole.State!.Text, whole.State.Style));
        Assert.Contains(app.AllLines(), line => line == $"[{dead.ResourceId[4..]}] ending with 3");
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Commands_OfTheWhole_ActOnAllReplicas()
    {
        await using var app = await StartAsync(replicas: 2);
        using var client = app.CreateClientOf("api");
        var first = await EachAnswersAsync(client, 2);

        await ExecuteAsync(app, KnownResourceCommands.RestartCommand);
        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);
        var second = await EachAnswersAsync(client, 2);
        await ExecuteAsync(app, KnownResourceCommands.StopCommand);

        Assert.Empty(first.Intersect(second));
        Assert.Equal(KnownResourceStates.Finished, (await app.StateAsync("api", KnownResourceStates.Finished)).State!.Text);
        Assert.All(ReplicasOf(app), r => Assert.Equal(KnownResourceStates.Finished, r.Snapshot.State!.Text));
        Assert.All(first.Concat(second), process => Assert.False(Directory.Exists($"/proc/{process}")));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_AllReplicasDie_TheWholeHasEndedWithTheirCode()
    {
        await using var app = await StartAsync(replicas: 2);
        using var client = app.CreateClientOf("api");
        await EachAnswersAsync(client, 2);

        await client.PostAsync("/exit?code=4", null, Cancellation);
        await app.Notifications.WaitForResourceAsync("api", e => e.Snapshot.State?.Style == KnownResourceStateStyles.Warn, Cancellation);
        await client.PostAsync("/exit?code=4", null, Cancellation);

        Assert.Equal(4, (await app.StateAsync("api", KnownResourceStates.Exited)).ExitCode);
        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.Notifications.WaitForResourceHealthyAsync("api", Cancellation));
        Assert.Contains("ending with 4", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ReplicaThatCannotStartAgain_LeavesTheOtherServing()
    {
        var mayStart = true;
        var builder = TestApp.Describe();
        var api = builder.AddEcho("api").WithHttpHealthCheck("/").WithReplicas(2).WithEnvironment(
            "SETTING", () => mayStart ? "there" : throw new InvalidOperationException("no settings"));
        await using var app = await TestApp.StartAsync(builder);
        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);
        using var client = app.CreateClientOf("api");
        await EachAnswersAsync(client, 2);
        await client.PostAsync("/exit?code=3", null, Cancellation);
        await app.Notifications.WaitForResourceAsync("api", e => e.Snapshot.State?.Style == KnownResourceStateStyles.Warn, Cancellation);
        var survivor = await client.GetStringAsync("/process", Cancellation);
        var states = new ConcurrentBag<(string? State, bool IsReady)>();
        app.Notifications.Changed += e => states.Add(e.ResourceId == "api" ? (e.Snapshot.State?.Text, e.Snapshot.IsReady) : (KnownResourceStates.Running, true));
        var start = api.Resource.Annotations.OfType<ResourceCommandAnnotation>().Single(c => c.Name == KnownResourceCommands.StartCommand);

        mayStart = false;
        await start.ExecuteCommand(null!);

        Assert.Equal(survivor, await client.GetStringAsync("/process", Cancellation));
        await app.LineAsync("api", "no settings");
        mayStart = true;
        await start.ExecuteCommand(null!);
        Assert.Contains(survivor, await EachAnswersAsync(client, 2));
        Assert.All(states, s => Assert.Equal((KnownResourceStates.Running, true), s));
    }

    [Theory]
    [InlineData(true, "would listen on its target port 5080")]
    [InlineData(false, "It is not proxied")]
    public async Task Start_EndpointThatCannotBeShared_SaysWhy(bool proxied, string why)
    {
        var builder = TestApp.Describe();
        builder.AddProject<EchoProject>("api").WithHttpEndpoint(targetPort: proxied ? 5080 : null, isProxied: proxied).WithReplicas(2);

        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApp.StartAsync(builder));

        Assert.Contains(why, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WithReplicas_None_IsRefused() =>
        Assert.Throws<DistributedApplicationException>(() => TestApp.Describe().AddProject<EchoProject>("api").WithReplicas(0));

    private static async Task<TestApp> StartAsync(int replicas)
    {
        var builder = TestApp.Describe();
        builder.AddEcho("api").WithHttpHealthCheck("/").WithReplicas(replicas);
        var app = await TestApp.StartAsync(builder);
        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);
        return app;
    }

    private static ResourceEvent[] ReplicasOf(TestApp app) =>
        [.. app.Notifications.Current.Where(e => e.ResourceId != "api" && e.Resource.Name == "api").OrderBy(e => e.ResourceId)];

    /// <summary>Asks until that many processes have answered; the others may still be starting.</summary>
    private static async Task<HashSet<string>> EachAnswersAsync(HttpClient client, int replicas)
    {
        var answers = new HashSet<string>();
        await Eventually.TrueAsync(
            async () =>
            {
                answers.Add(await client.GetStringAsync("/process", Cancellation));
                return answers.Count == replicas;
            },
            $"{replicas} replicas to answer");
        return answers;
    }

    private static async Task ExecuteAsync(TestApp app, string command) =>
        Assert.True((await app.Application.ResourceCommands.ExecuteCommandAsync("api", command, Cancellation)).Success);
}
