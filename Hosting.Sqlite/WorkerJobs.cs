using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Belfry.Hosting.Sqlite;

/// <summary>Orders a job, or a pause, from the backup worker by its control API, and follows a job to its end. A further database is named in every request.</summary>
internal sealed class WorkerJobs(EndpointReference worker, ParameterResource controlKey, string? database)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    // Each look has a moment; the job may take as long as it takes.
    private static readonly HttpClient Http = new() { Timeout = TimeSpan.FromSeconds(15) };

    /// <summary>Lets scheduled work stand still, or go on.</summary>
    /// <param name="path"><c>pause</c> or <c>resume</c>.</param>
    /// <param name="request">The body.</param>
    /// <param name="context">Of the command.</param>
    public Task<ExecuteCommandResult> PauseAsync(string path, object? request, ExecuteCommandContext context) => TryAsync(context, async () =>
    {
        var answer = await SendAsync(HttpMethod.Post, $"control/{path}", request, context.CancellationToken);
        var words = answer.GetProperty("pausedUntil") is { ValueKind: JsonValueKind.String } until
            ? $"Scheduled work is paused until {until.GetDateTime():yyyy-MM-dd HH:mm} UTC. Commits are streamed meanwhile."
            : "Scheduled work goes on.";
        Log(context.Logger, LogLevel.Information, words);
        return CommandResults.Success(words);
    });

    public Task<ExecuteCommandResult> RunAsync(object request, ExecuteCommandContext context) => TryAsync(context, async () =>
    {
        var job = await SendAsync(HttpMethod.Post, "control/jobs", request, context.CancellationToken);
        for (var step = ""; job.GetProperty("state").GetString() == "running"; job = await LookAsync(job, context.CancellationToken))
        {
            if (job.GetProperty("step").GetString() is { } next && next != step)
            {
                step = next;
                Log(context.Logger, LogLevel.Information, step);
            }
        }

        var (level, words) = job.GetProperty("fault") is { ValueKind: JsonValueKind.Object } fault
            ? (LogLevel.Error, $"{fault.GetProperty("what").GetString()} {fault.GetProperty("why").GetString()} {fault.GetProperty("next").GetString()}")
            : (LogLevel.Information, job.GetProperty("summary").GetString()!);
        Log(context.Logger, level, words);
        return level == LogLevel.Error ? CommandResults.Failure(words) : CommandResults.Success(words);
    });

    private static async Task<ExecuteCommandResult> TryAsync(ExecuteCommandContext context, Func<Task<ExecuteCommandResult>> order)
    {
        try
        {
            return await order();
        }
        catch (Exception away) when (away is HttpRequestException or TaskCanceledException or JsonException && !context.CancellationToken.IsCancellationRequested)
        {
            return CommandResults.Failure($"The backup worker does not answer: {away.Message} Look at its console.");
        }
    }

    private async Task<JsonElement> LookAsync(JsonElement job, CancellationToken cancellation)
    {
        await Task.Delay(Look, cancellation);
        return await SendAsync(HttpMethod.Get, $"control/jobs/{job.GetProperty("id").GetString()}", body: null, cancellation);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, new Uri(new Uri(worker.Url), database is null ? path : $"{path}?database={database}"));
        request.Headers.Add("X-Control-Key", await controlKey.GetValueAsync(cancellation));
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await Http.SendAsync(request, cancellation);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
        return response.IsSuccessStatusCode ? answer : throw new HttpRequestException($"{answer.GetProperty("title").GetString()}. {answer.GetProperty("detail").GetString()}");
    }

    private static void Log(ILogger logger, LogLevel level, string text) => logger.Log(level, "{Text}", text);
}
