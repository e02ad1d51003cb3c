using Belfry.Api.Auditing;
using Belfry.Api.Live;
using Belfry.Api.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.Control;

/// <summary>What operators see and do; passed on to the backup worker with the control key, which never reaches a browser.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/api/control").WithTags("Control").RequireAuthorization(Access.Control)
            .ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddEndpointFilter(AnswerWorkerFailure);
        control.MapGet("/state", GetControlState).WithName(nameof(GetControlState));
        control.MapGet("/backups", GetBackups).WithName(nameof(GetBackups));
        control.MapJobs();
        control.MapPost("/backups", TakeBackup).WithName(nameof(TakeBackup)).ProducesProblem(StatusCodes.Status409Conflict);
    }

    /// <summary>Returns what the backup worker is doing and the newest verified backup.</summary>
    internal static async Task<Ok<ControlState>> GetControlState(WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.GetStateAsync(cancellation));

    /// <summary>Returns every backup of the archive.</summary>
    internal static async Task<Ok<BackupList>> GetBackups(WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.GetBackupsAsync(cancellation));

    /// <summary>Takes a backup now and returns it once it is verified.</summary>
    internal static async Task<Results<Ok<Backup>, ProblemHttpResult>> TakeBackup(
        WorkerClient worker, Auditor auditor, Events events, Caller caller, CancellationToken cancellation)
    {
        var backup = await auditor.RunAsync(caller, "take a backup", () => worker.TakeBackupAsync(cancellation), taken => taken?.Id ?? "one was running");
        events.Publish(EventKind.Control, null, null, Audience.Operators);
        return backup is not null
            ? TypedResults.Ok(backup)
            : TypedResults.Problem("A backup is being taken already. Wait until it is done.", statusCode: StatusCodes.Status409Conflict);
    }

    private static async ValueTask<object?> AnswerWorkerFailure(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (WorkerException failure)
        {
            return TypedResults.Problem(failure.Message, statusCode: failure.Status);
        }
    }
}
