using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Execution;
using Microsoft.Extensions.DependencyInjection;

namespace Belfry.Tests.Hosting;

/// <summary>Commands from the dashboard and their answers, without the line in between.</summary>
public sealed class FeedCommandsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Send_TheLineBreaks_KeepsTheAnswerForTheNextOne()
    {
        var (app, commands, _) = await StartAsync(_ => Task.FromResult(CommandResults.Success("done")));
        await using var _ = app;
        var answered = AnsweredBy(commands);
        commands.Start("""{"type":"command","id":"1","resource":"worker","command":"drain"}"""u8, Cancellation);
        await answered;

        await Assert.ThrowsAsync<IOException>(() => commands.SendAsync(_ => throw new IOException("the line broke")));
        var sent = await SentAsync(commands);

        Assert.Equal(new FeedCommandResult("1", true, "done"), Assert.Single(sent));
        Assert.Empty(await SentAsync(commands));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_CommandThatTakesLong_IsAnsweredAndTellsItsEndInTheConsole()
    {
        var end = new TaskCompletionSource<ExecuteCommandResult>();
        var (app, commands, _) = await StartAsync(_ => end.Task);
        await using var _ = app;
        commands.Patience = TimeSpan.FromMilliseconds(1);
        var answered = AnsweredBy(commands);

        commands.Start("""{"type":"command","id":"1","resource":"worker","command":"drain"}"""u8, Cancellation);
        await answered;
        var sent = await SentAsync(commands);
        end.SetResult(CommandResults.Failure("The tank is empty."));

        Assert.Equal(new FeedCommandResult("1", true, "'drain' is still running; the console of 'worker' will tell how it ends."), Assert.Single(sent));
        await app.LineAsync("worker", "The command 'drain' has failed. The tank is empty.");
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_AnswersToInputs_ReachTheCommandByName()
    {
        var (app, commands, got) = await StartAsync(_ => Task.FromResult(CommandResults.Success()));
        await using var _ = app;
        var answered = AnsweredBy(commands);

        commands.Start("""{"type":"command","id":"1","resource":"worker","command":"drain","arguments":{"Reason":"because","reason":"twice","other":null}}"""u8, Cancellation);
        await answered;
        Assert.Equal("There is no input 'other'.", Assert.Single(await SentAsync(commands)).Message);
        answered = AnsweredBy(commands);
        commands.Start("""{"type":"command","id":"2","resource":"worker","command":"drain","arguments":{"reason":"because"}}"""u8, Cancellation);
        await answered;

        Assert.True(Assert.Single(await SentAsync(commands)).Success);
        Assert.Equal("because", Assert.Single(got).GetString("reason"));
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task Start_MoreCommandsThanMayRun_RefusesTheRest()
    {
        var end = new TaskCompletionSource<ExecuteCommandResult>();
        var (app, commands, _) = await StartAsync(_ => end.Task);
        await using var _ = app;
        var answered = AnsweredBy(commands);

        for (var i = 1; i <= 33; i++)
        {
            commands.Start(Encoding.UTF8.GetBytes($$"""{"type":"command","id":"{{i}}","resource":"worker","command":"drain"}"""), Cancellation);
        }

        await answered;
        Assert.Equal(new FeedCommandResult("33", false, "32 commands are running already. Wait until one of them is done."), Assert.Single(await SentAsync(commands)));
        end.SetResult(CommandResults.Success());
    }

    private static async Task<(TestApp App, FeedCommands Commands, List<InteractionInputCollection> Got)> StartAsync(
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> drain)
    {
        var got = new List<InteractionInputCollection>();
        var builder = TestApp.Describe();
        builder.AddShell("worker", "exec sleep 600").WithCommand(
            "drain",
            "Drain",
            context =>
            {
                lock (got)
                {
                    got.Add(context.Arguments);
                }

                return drain(context);
            },
            new CommandOptions { Arguments = [new() { Name = "reason", InputType = InputType.Text }] });
        var app = await TestApp.StartAsync(builder);
        return (app, app.Application.Services.GetRequiredService<FeedCommands>(), got);
    }

    private static Task AnsweredBy(FeedCommands commands)
    {
        var answered = new TaskCompletionSource();
        commands.Answered += () => answered.TrySetResult();
        return answered.Task;
    }

    private static async Task<List<FeedCommandResult>> SentAsync(FeedCommands commands)
    {
        var sent = new List<FeedCommandResult>();
        await commands.SendAsync(result =>
        {
            sent.Add(result);
            return Task.CompletedTask;
        });
        return sent;
    }
}
