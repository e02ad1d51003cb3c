using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>Projects that an IDE runs: what the host asks of it, and what becomes of the resource whatever the IDE does.</summary>
public sealed class IdeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Start_Project_IsRunByTheIde(bool tls)
    {
        await using var ide = await FakeIde.StartAsync(tls);
        var builder = TestApp.Describe([.. ide.Settings, "--DEBUG_SESSION_RUN_MODE=Debug"]);
        builder.AddEcho("api").WithEnvironment("COLOUR", "red").WithArgs("--one", "two words").WithHttpHealthCheck("/");
        builder.AddShell("worker", "exec sleep 600");
        await using var app = await TestApp.StartAsync(builder);
        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);
        await app.StateAsync("worker", KnownResourceStates.Running);
        using var client = app.CreateClientOf("api");

        Assert.Equal("red", await client.GetStringAsync("/variables/COLOUR", Cancellation));
        Assert.Equal("--one two words", await client.GetStringAsync("/args", Cancellation));
        await client.PostAsync("/print?text=printed", null, Cancellation);
        await app.LineAsync("api", "printed");
        var project = Assert.Single(ide.Bodies)["launch_configurations"]![0]!;
        Assert.Equal(("project", new EchoProject().ProjectPath, "Debug", true), ((string?)project["type"], (string?)project["project_path"], (string?)project["mode"], (bool?)project["disable_launch_profile"]));
        Assert.Equal(["GET /info", "GET /run_session/notify?api-version=2025-10-01", "PUT /run_session?api-version=2025-10-01"], ide.Requests);
        Assert.Matches("^[a-z0-9]{12}$", ide.InstanceId);
        await ProcessIsShownAsync(app, int.Parse(await client.GetStringAsync("/process", Cancellation)));
        Assert.DoesNotContain(app.AllLines(), line => line.Contains(FakeIde.Token, StringComparison.Ordinal));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ProjectWithoutArguments_LeavesThemToItsLaunchProfile()
    {
        await using var ide = await FakeIde.StartAsync();
        await using var app = await StartAsync(ide);

        await app.StateAsync("api", KnownResourceStates.Running);

        Assert.Null(Assert.Single(ide.Bodies)["args"]);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Stop_Project_DeletesTheSessionAndItsProcessIsGone()
    {
        await using var ide = await FakeIde.StartAsync();
        await using var app = await StartAsync(ide);
        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);
        using var client = app.CreateClientOf("api");
        var process = await client.GetStringAsync("/process", Cancellation);

        await app.Application.ResourceCommands.ExecuteCommandAsync("api", KnownResourceCommands.StopCommand, Cancellation);

        await app.StateAsync("api", KnownResourceStates.Finished);
        Assert.Contains("DELETE /run_session/1?api-version=2025-10-01", ide.Requests);
        Assert.False(Directory.Exists($"/proc/{process}"));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Run_ProgramEnds_ShowsItsCodeAndLastLines()
    {
        await using var ide = await FakeIde.StartAsync();
        await using var app = await StartAsync(ide);
        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);
        using var client = app.CreateClientOf("api");

        await client.PostAsync("/exit?code=3", null, Cancellation);

        Assert.Equal(3, (await app.StateAsync("api", KnownResourceStates.Exited)).ExitCode);
        var fault = await Assert.ThrowsAsync<DistributedApplicationException>(() => app.Notifications.WaitForResourceHealthyAsync("api", Cancellation));
        Assert.Contains("| ending with 3", fault.Message, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Run_IdeSaysSomething_IsInTheConsole()
    {
        await using var ide = await FakeIde.StartAsync();
        await using var app = await StartAsync(ide);
        await app.StateAsync("api", KnownResourceStates.Running);

        await ide.TellAsync(new { notification_type = "sessionMessage", session_id = "1", level = "debug", message = "too much" });
        await ide.TellAsync(new { notification_type = "somethingNew", session_id = "1", pid = 1 });
        await ide.TellAsync(new { notification_type = "sessionMessage", session_id = "1", level = "error", message = "Symbols are missing.", code = "NoSymbols" });

        await app.LineAsync("api", "IDE: Symbols are missing. (NoSymbols)");
        Assert.DoesNotContain(app.AllLines(), line => line.Contains("too much", StringComparison.Ordinal));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Run_IdeRestartsTheProgram_ShowsTheNewProcess()
    {
        await using var ide = await FakeIde.StartAsync();
        await using var app = await StartAsync(ide);
        await app.StateAsync("api", KnownResourceStates.Running);

        await ide.TellAsync(new { notification_type = "processRestarted", session_id = "1", pid = 4_194_301 });

        await ProcessIsShownAsync(app, 4_194_301);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Run_IdeCrashes_TheResourceEndsWithTheReasonAndStartsAgain()
    {
        await using var ide = await FakeIde.StartAsync();
        await using var app = await StartAsync(ide);
        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);
        using var client = app.CreateClientOf("api");
        var process = await client.GetStringAsync("/process", Cancellation);

        await ide.BreakLineAsync();

        await app.StateAsync("api", KnownResourceStates.Exited);
        Assert.Contains(app.AllLinesOf("api"), line => line.Contains("connection to the IDE is lost", StringComparison.Ordinal));
        await app.Application.ResourceCommands.ExecuteCommandAsync("api", KnownResourceCommands.StartCommand, Cancellation);
        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);
        Assert.NotEqual(process, await client.GetStringAsync("/process", Cancellation));
        await Eventually.TrueAsync(() => Task.FromResult(!RunningProcesses.Exists(process)), "the process of the lost session to end");
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_IdeDoesNotLetTheHostListen_FailsAfterTheTimeOfARequest()
    {
        await using var ide = await FakeIde.StartAsync();
        ide.IsSilent = true;
        var builder = TestApp.Describe([.. ide.Settings, "--DCP_IDE_REQUEST_TIMEOUT_SECONDS=1", """--DEBUG_SESSION_INFO={"protocols_supported":["2025-10-01"]}"""]);
        builder.AddEcho("api");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("api", KnownResourceStates.FailedToStart);

        Assert.Contains("The IDE does not answer GET /run_session/notify.", string.Join('\n', app.AllLinesOf("api")), StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_IdeRefuses_FailsWithItsReason()
    {
        await using var ide = await FakeIde.StartAsync();
        ide.Refusal = "The project was not found.";
        await using var app = await StartAsync(ide);

        await app.StateAsync("api", KnownResourceStates.FailedToStart);

        Assert.Contains("  why:  The project was not found. (ProjectNotFound)", string.Join('\n', app.AllLinesOf("api")), StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_NoIdeThere_FailsAndSaysHowToGoOnWithout()
    {
        var builder = TestApp.Describe($"--DEBUG_SESSION_PORT={FreePort.Find()}", "--DEBUG_SESSION_TOKEN=x");
        builder.AddEcho("api");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("api", KnownResourceStates.FailedToStart);

        var lines = string.Join('\n', app.AllLinesOf("api"));
        Assert.Contains("cannot be reached.", lines, StringComparison.Ordinal);
        Assert.Contains("unset DEBUG_SESSION_PORT", lines, StringComparison.Ordinal);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_IdeHasAnotherCertificate_IsNotTalkedTo()
    {
        await using var ide = await FakeIde.StartAsync(tls: true);
        using var other = FakeIde.NewCertificate();
        var builder = TestApp.Describe([.. ide.Settings[..2], $"--DEBUG_SESSION_SERVER_CERTIFICATE={Convert.ToBase64String(other.RawData)}"]);
        builder.AddEcho("api");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("api", KnownResourceStates.FailedToStart);

        Assert.Empty(ide.Requests);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_WrongToken_SaysThatTheIdeRefuses()
    {
        await using var ide = await FakeIde.StartAsync();
        var builder = TestApp.Describe([ide.Settings[0], "--DEBUG_SESSION_TOKEN=another"]);
        builder.AddEcho("api");
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("api", KnownResourceStates.FailedToStart);

        Assert.Contains("The IDE refuses this host.", string.Join('\n', app.AllLinesOf("api")), StringComparison.Ordinal);
        Assert.Equal(["GET /info"], ide.Requests);
    }

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData("2024-03-03", "2024-03-03")]
    [InlineData("2024-04-23", "2024-04-23")]
    [InlineData("2031-01-01", null)]
    public async Task Start_IdeOfAnotherVersion_SpeaksTheNewestThatBothKnow(string spoken, string? agreed)
    {
        await using var ide = await FakeIde.StartAsync();
        ide.Protocols.Clear();
        ide.Protocols.Add(spoken);
        await using var app = await StartAsync(ide);

        await app.StateAsync("api", agreed is null ? KnownResourceStates.FailedToStart : KnownResourceStates.Running);

        if (agreed is null)
        {
            Assert.Contains("speak no common version", string.Join('\n', app.AllLinesOf("api")), StringComparison.Ordinal);
        }
        else
        {
            Assert.Contains($"PUT /run_session?api-version={agreed}", ide.Requests);
        }
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_IdeThatRunsNoProjects_LeavesThemToTheHost()
    {
        await using var ide = await FakeIde.StartAsync();
        var builder = TestApp.Describe([.. ide.Settings, """--DEBUG_SESSION_INFO={"protocols_supported":["2025-10-01"],"supported_launch_configurations":["python"]}"""]);
        builder.AddEcho("api").WithHttpHealthCheck("/");
        await using var app = await TestApp.StartAsync(builder);

        await app.Notifications.WaitForResourceHealthyAsync("api", Cancellation);

        Assert.Empty(ide.Requests);
    }

    private static Task<ResourceEvent> ProcessIsShownAsync(TestApp app, int process) => app.Notifications.WaitForResourceAsync(
        "api", e => e.Snapshot.Properties.Any(p => p.Name == "executable.pid" && Equals(p.Value, process)), Cancellation);

    private static Task<TestApp> StartAsync(FakeIde ide)
    {
        var builder = TestApp.Describe(ide.Settings);
        builder.AddEcho("api").WithHttpHealthCheck("/");
        return TestApp.StartAsync(builder);
    }
}
