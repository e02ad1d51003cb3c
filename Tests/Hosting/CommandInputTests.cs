using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Belfry.Tests.Hosting;

/// <summary>What a command asks, and which answers reach it.</summary>
public sealed class CommandInputTests
{
    [Theory(Timeout = TestApp.Timeout)]
    [InlineData("level", "loud", "Log level: one of info, debug.")]
    [InlineData("minutes", "ten", "minutes: a number.")]
    [InlineData("minutes", "90", "minutes: at most an hour")]
    [InlineData("force", "maybe", "force: true or false.")]
    [InlineData("reason", "a reason that is too long", "reason: at most 10 characters.")]
    [InlineData("reason", "", "reason: a value is needed.")]
    [InlineData("nonsense", "1", "There is no input 'nonsense'.")]
    public async Task Execute_AnswerThatIsNotAllowed_SaysWhichAndDoesNothing(string name, string answer, string expected)
    {
        var (app, got) = await StartAsync();
        await using (app)
        {
            var result = await ExecuteAsync(app, [.. Good.Where(a => a.Name != name), (name, answer)]);

            Assert.False(result.Success);
            Assert.Equal(expected, result.ErrorMessage);
            Assert.Empty(got);
        }
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Execute_GoodAnswers_ReachTheCommand()
    {
        var (app, got) = await StartAsync();
        await using (app)
        {
            Assert.True((await ExecuteAsync(app, [("REASON", "because"), ("minutes", "2.5")])).Success);

            var arguments = Assert.Single(got);
            Assert.Equal(("because", 2.5, false, "info"), (arguments.GetString("reason"), arguments.GetDouble("minutes"), arguments.GetBoolean("force"), arguments["level"].Value));
        }
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Execute_CommandFailsWithData_GivesTheDataBack()
    {
        var builder = TestApp.Describe();
        builder.AddShell("worker", "exec sleep 600").WithCommand(
            "check", "Check", _ => Task.FromResult(CommandResults.Failure("Two rows are wrong.", """[3,7]""", CommandResultFormat.Json)));
        await using var app = await TestApp.StartAsync(builder);

        var result = await app.Application.ResourceCommands.ExecuteCommandAsync("worker", "check", TestContext.Current.CancellationToken);

        Assert.Equal((false, "Two rows are wrong."), (result.Success, result.ErrorMessage));
        Assert.Equal(("[3,7]", CommandResultFormat.Json), (result.Data!.Value, result.Data.Format));
    }

    private static (string Name, string Value)[] Good => [("reason", "because"), ("minutes", "5"), ("level", "debug"), ("force", "true")];

    private static async Task<(TestApp App, List<InteractionInputCollection> Got)> StartAsync()
    {
        var got = new List<InteractionInputCollection>();
        var builder = TestApp.Describe();
        builder.AddShell("worker", "exec sleep 600").WithCommand(
            "drain",
            "Drain",
            context =>
            {
                got.Add(context.Arguments);
                return Task.FromResult(CommandResults.Success());
            },
            new CommandOptions
            {
                Arguments =
                [
                    new() { Name = "reason", InputType = InputType.Text, Required = true, MaxLength = 10 },
                    new() { Name = "minutes", InputType = InputType.Number },
                    new() { Name = "level", Label = "Log level", InputType = InputType.Choice, Value = "info", Options = [new("info", "Information"), new("debug", "Debug")] },
                    new() { Name = "force", InputType = InputType.Boolean },
                ],
                ValidateArguments = check =>
                {
                    if (check.Inputs["minutes"].Value is { Length: > 0 } && check.Inputs.GetDouble("minutes") > 60)
                    {
                        check.AddValidationError("minutes", "at most an hour");
                    }

                    return Task.CompletedTask;
                },
            });
        return (await TestApp.StartAsync(builder), got);
    }

    private static Task<ExecuteCommandResult> ExecuteAsync(TestApp app, (string Name, string Value)[] answers) =>
        app.Application.ResourceCommands.ExecuteCommandAsync(
            "worker",
            "drain",
            new([.. answers.Select(a => new InteractionInput { Name = a.Name, Value = a.Value, InputType = InputType.Text })]),
            TestContext.Current.CancellationToken);
}
