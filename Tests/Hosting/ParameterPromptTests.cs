using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;
using Belfry.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.Hosting;

/// <summary>Parameters that a person sets while the application runs.</summary>
public sealed class ParameterPromptTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ParameterWithoutValueAndADashboard_WaitsUntilAPersonSetsIt()
    {
        var builder = TestApp.DescribeWithDashboard();
        var password = builder.AddParameter("smtp-password", secret: true);
        builder.AddShell("mailer", "test \"$PASSWORD\" = 'gi ven' && echo right").WithEnvironment("PASSWORD", $"{password}");
        builder.AddShell("other", "exec sleep 600");
        await using var app = await TestApp.StartAsync(builder);

        var missing = await app.StateAsync("smtp-password", KnownResourceStates.ValueMissing);
        await app.StateAsync("mailer", KnownResourceStates.Waiting);
        await app.StateAsync("other", KnownResourceStates.Running);
        var command = missing.Commands.Single(c => c.Name == KnownResourceCommands.SetParameterCommand);
        var result = await SetAsync(app, "smtp-password", "gi ven");

        Assert.True(command.IsHighlighted);
        Assert.Equal(InputType.SecretText, command.Arguments.Single(i => i.Name == "value").InputType);
        Assert.True(result.Success, result.ErrorMessage);
        Assert.Equal(["right"], (await app.OutputAsync("mailer")).Where(line => line == "right"));
        var value = (await app.StateAsync("smtp-password", KnownResourceStates.Running)).Properties.Single(p => p.Name == "Value");
        Assert.True(value.IsSensitive);
        Assert.DoesNotContain(app.AllLines(), line => line.Contains("gi ven", StringComparison.Ordinal));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_ConnectionStringWithoutValueAndADashboard_IsAskedForUnderItsName()
    {
        var builder = TestApp.DescribeWithDashboard();
        var database = builder.AddConnectionString("appdb");
        builder.AddShell("api", "echo $ConnectionStrings__appdb").WithReference(database);
        await using var app = await TestApp.StartAsync(builder);
        await app.StateAsync("appdb", KnownResourceStates.ValueMissing);

        await SetAsync(app, "appdb", "Data Source=x");

        await app.StateAsync("appdb", KnownResourceStates.Running);
        Assert.Contains("Data Source=x", await app.OutputAsync("api"));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task SetParameter_ThatHasAValue_GivesTheNewOneToTheNextStart()
    {
        var builder = TestApp.DescribeWithDashboard();
        var size = builder.AddParameter("size", "7");
        builder.AddShell("worker", "echo size $SIZE; exec sleep 600").WithEnvironment("SIZE", size);
        await using var app = await TestApp.StartAsync(builder);
        await app.LineAsync("worker", "size 7");
        Assert.Equal("7", ValueInput(await app.StateAsync("size", KnownResourceStates.Running)).Value);

        await SetAsync(app, "size", "8");
        await app.Application.ResourceCommands.ExecuteCommandAsync("worker", KnownResourceCommands.RestartCommand, Cancellation);

        await app.LineAsync("worker", "size 8");
        Assert.Equal("8", ValueInput(await app.StateAsync("size", KnownResourceStates.Running)).Value);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task SetParameter_EmptyAnswer_IsRefusedAndStillAwaited()
    {
        var builder = TestApp.DescribeWithDashboard();
        builder.AddParameter("size");
        await using var app = await TestApp.StartAsync(builder);
        await app.StateAsync("size", KnownResourceStates.ValueMissing);

        var result = await SetAsync(app, "size", "");

        Assert.Equal("size: a value is needed.", result.ErrorMessage);
        Assert.Equal(KnownResourceStates.ValueMissing, (await app.StateAsync("size", KnownResourceStates.ValueMissing)).State!.Text);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task SetParameter_ToBeRemembered_IsInTheSecretsFileForItsOwnerOnly()
    {
        using var folder = new TempFolder();
        var file = folder.File("secrets.json");
        await File.WriteAllTextAsync(file, """{ "Parameters:other": "stays" }""", Cancellation);
        var builder = TestApp.Describe("--Parameters:size=7");
        var size = builder.AddParameter("size");
        await using var app = await TestApp.StartAsync(builder);
        new ParameterPrompt(app.Notifications, new UserSecrets(file)).AddCommands(app.Application.Services.GetRequiredService<DistributedApplicationModel>());

        var forNow = await SetAsync(app, "size", "8");
        var untouched = await File.ReadAllTextAsync(file, Cancellation);
        var forGood = await SetAsync(app, "size", "9", ("save", "true"));

        Assert.True(forNow.Success && forGood.Success);
        Assert.DoesNotContain("size", untouched, StringComparison.Ordinal);
        var secrets = JsonNode.Parse(await File.ReadAllTextAsync(file, Cancellation))!;
        Assert.Equal(("9", "stays"), ((string?)secrets["Parameters:size"], (string?)secrets["Parameters:other"]));
        Assert.Equal("9", size.Resource.Value);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }
    }

    private static InteractionInput ValueInput(CustomResourceSnapshot snapshot) =>
        snapshot.Commands.Single(c => c.Name == KnownResourceCommands.SetParameterCommand).Arguments.Single(i => i.Name == "value");

    private static Task<ExecuteCommandResult> SetAsync(TestApp app, string parameter, string value, params (string Name, string Value)[] more) =>
        app.Application.ResourceCommands.ExecuteCommandAsync(
            parameter,
            KnownResourceCommands.SetParameterCommand,
            new([.. more.Append(("value", value)).Select(a => new InteractionInput { Name = a.Item1, Value = a.Item2, InputType = InputType.Text })]),
            Cancellation);
}
