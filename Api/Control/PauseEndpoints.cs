using Belfry.Api.Auditing;
using Belfry.Api.Live;
using Belfry.Api.SignIn;
using Belfry.Api.Validation;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.Control;

/// <summary>The worker's scheduled work stands still for a while, and goes on.</summary>
internal static class PauseEndpoints
{
    public static void MapPause(this RouteGroupBuilder control)
    {
        control.MapPost("/pause", PauseWork).WithName(nameof(PauseWork));
        control.MapPost("/resume", ResumeWork).WithName(nameof(ResumeWork));
    }

    /// <summary>Lets scheduled backups, pruning, drills and mirrors stand still for a while. Changes are streamed to the archive meanwhile.</summary>
    internal static async Task<Results<Ok<PauseState>, ValidationProblem>> PauseWork(
        string? database, PauseInput input, WorkerClient worker, Auditor auditor, Events events, Caller caller, CancellationToken cancellation)
    {
        if (Faults.Of(input) is { } faults)
        {
            return TypedResults.ValidationProblem(faults);
        }

        var named = worker.Of(database);
        return await ChangeAsync($"pause for {input.Minutes} minutes{WorkerClient.Named(database)}", () => named.PauseAsync(input, cancellation), auditor, events, caller);
    }

    /// <summary>Ends a pause: what came due meanwhile is done now.</summary>
    internal static Task<Ok<PauseState>> ResumeWork(string? database, WorkerClient worker, Auditor auditor, Events events, Caller caller, CancellationToken cancellation)
    {
        var named = worker.Of(database);
        return ChangeAsync($"resume{WorkerClient.Named(database)}", () => named.ResumeAsync(cancellation), auditor, events, caller);
    }

    private static async Task<Ok<PauseState>> ChangeAsync(string action, Func<Task<PauseState>> change, Auditor auditor, Events events, Caller caller)
    {
        var state = await auditor.RunAsync(caller, action, change, changed => changed.PausedUntil is { } until ? $"until {until:yyyy-MM-dd HH:mm} UTC" : "done");
        events.Publish(EventKind.Control, null, null, Audience.Operators);
        return TypedResults.Ok(state);
    }
}
