using Belfry.Api.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.Api.Control;

/// <summary>
/// What operators see and do; passed on to the backup worker with the control key, which never reaches a browser. Where the worker protects further databases, <c>database</c>
/// names one of them; without it, the application's own is meant.
/// </summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/api/control").WithTags("Control").RequireAuthorization(Access.Control)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status503ServiceUnavailable)
            .AddEndpointFilter(AnswerWorkerFailure);
        control.MapGet("/databases", GetDatabases).WithName(nameof(GetDatabases));
        control.MapGet("/state", GetControlState).WithName(nameof(GetControlState));
        control.MapGet("/backups", GetBackups).WithName(nameof(GetBackups));
        control.MapJobs();
        control.MapPanel();
        control.MapPause();
    }

    /// <summary>Returns the databases that the backup worker protects, the application's first, each with its health.</summary>
    internal static async Task<Ok<ProtectedDatabaseList>> GetDatabases(WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.GetDatabasesAsync(cancellation));

    /// <summary>Returns what the backup worker is doing and the newest verified backup.</summary>
    internal static async Task<Ok<ControlState>> GetControlState(string? database, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.Of(database).GetStateAsync(cancellation));

    /// <summary>Returns every backup of the archive.</summary>
    internal static async Task<Ok<BackupList>> GetBackups(string? database, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.Of(database).GetBackupsAsync(cancellation));

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
