using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Executes the commands that come from the dashboard and keeps each answer until it is sent. Bounded by <see cref="MaxRunning"/> commands;
/// one that takes long is answered before the dashboard gives it up, and tells its end in the console of its resource.
/// </summary>
internal sealed class FeedCommands(ResourceCommandService commands, ResourceLoggerService loggers)
{
    private const int MaxRunning = 32;

    private readonly ConcurrentQueue<FeedCommandResult> _results = new();
    private int _running;

    /// <summary>Answers that nobody took yet have been added.</summary>
    public event Action? Answered;

    /// <summary>How long a command may take until it is answered, done or not. The dashboard waits two minutes.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(110);

    /// <summary>Starts the command of a message; a message that is none is ignored.</summary>
    public void Start(ReadOnlySpan<byte> message, CancellationToken stop)
    {
        FeedCommand? command;
        try
        {
            command = JsonSerializer.Deserialize(message, FeedJson.Default.FeedCommand);
        }
        catch (JsonException)
        {
            return;
        }

        if (command is not { Type: "command", Id: { } id, Resource: { } resource, Command: { } name })
        {
            return;
        }

        if (Interlocked.Increment(ref _running) > MaxRunning)
        {
            Interlocked.Decrement(ref _running);
            Answer(id, CommandResults.Failure($"{MaxRunning} commands are running already. Wait until one of them is done."));
            return;
        }

        var answers = new InteractionInputCollection([.. (command.Arguments ?? []).DistinctBy(a => a.Key, StringComparer.OrdinalIgnoreCase)
            .Select(a => new InteractionInput { Name = a.Key, InputType = InputType.Text, Value = a.Value })]);
        _ = Task.Run(() => ExecuteAsync(id, resource, name, answers, stop), CancellationToken.None);
    }

    /// <summary>Hands every answer to <paramref name="send"/>. One that cannot be sent stays for the next connection.</summary>
    public async Task SendAsync(Func<FeedCommandResult, Task> send)
    {
        while (_results.TryPeek(out var result))
        {
            await send(result).ConfigureAwait(false);
            _results.TryDequeue(out _);
        }
    }

    private async Task ExecuteAsync(string id, string resource, string name, InteractionInputCollection answers, CancellationToken stop)
    {
        try
        {
            var execution = commands.ExecuteCommandAsync(resource, name, answers, stop);
            if (await Task.WhenAny(execution, Task.Delay(Patience, stop)).ConfigureAwait(false) == execution)
            {
                Answer(id, await execution.ConfigureAwait(false));
                return;
            }

            Answer(id, CommandResults.Success($"'{name}' is still running; the console of '{resource}' will tell how it ends."));
            var result = await execution.ConfigureAwait(false);
            loggers.GetLogger(resource).LogInformation("{Outcome}", result.Success
                ? $"The command '{name}' is done. {result.Message}".TrimEnd()
                : $"The command '{name}' has failed. {result.ErrorMessage}".TrimEnd());
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }

    private void Answer(string id, ExecuteCommandResult result)
    {
        _results.Enqueue(new FeedCommandResult(id, result.Success, result.Success ? result.Message : result.ErrorMessage ?? "Cancelled."));
        Answered?.Invoke();
    }
}
