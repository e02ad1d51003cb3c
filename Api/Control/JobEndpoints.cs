using Belfry.Api.Auditing;
using Belfry.Api.Live;
using Belfry.Api.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;

namespace Belfry.Api.Control;

/// <summary>What operators order from the backup worker, and what it would do. The worker goes on when whoever asked goes away.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this RouteGroupBuilder control)
    {
        control.MapGet("/jobs", GetJobs).WithName(nameof(GetJobs));
        control.MapPost("/jobs", StartJob).WithName(nameof(StartJob)).ProducesProblem(StatusCodes.Status409Conflict);
        control.MapGet("/jobs/{id}", GetJob).WithName(nameof(GetJob)).ProducesProblem(StatusCodes.Status404NotFound);
        control.MapGet("/plan", PlanRestore).WithName(nameof(PlanRestore)).ProducesProblem(StatusCodes.Status404NotFound);
        control.MapGet("/retention", PlanRetention).WithName(nameof(PlanRetention));
        control.MapGet("/points", GetPoints).WithName(nameof(GetPoints));
    }

    /// <summary>Returns the newest jobs since the worker started.</summary>
    internal static async Task<Ok<JobList>> GetJobs(string? database, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(new JobList([.. (await worker.Of(database).GetJobsAsync(cancellation)).Jobs.Select(job => job.WithoutClaims())]));

    /// <summary>Starts a job and returns it at once. One runs at a time.</summary>
    internal static async Task<Accepted<Job>> StartJob(
        string? database, JobRequest request, WorkerClient worker, Auditor auditor, Events events, Caller caller, CancellationToken cancellation)
    {
        var named = worker.Of(database);
        if (database is not null && request.Kind is JobKind.Restore or JobKind.Undo or JobKind.Prune)
        {
            // Who operates this application has no say over the data of another program.
            throw new WorkerException("A further database is restored, undone and pruned with the worker's command line: belfry --database.") { Status = StatusCodes.Status400BadRequest };
        }

        var job = await auditor.RunAsync(caller, Words(request, database), () => named.StartJobAsync(request, cancellation), started => $"job {started.Id} began");
        events.Publish(EventKind.Control, null, null, Audience.Operators);
        return TypedResults.Accepted(QueryHelpers.AddQueryString($"/api/control/jobs/{job.Id}", new Dictionary<string, string?> { ["database"] = database }), job);
    }

    /// <summary>Returns how a job stands.</summary>
    internal static async Task<Ok<Job>> GetJob(string id, string? database, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok((await worker.Of(database).GetJobAsync(id, cancellation)).WithoutClaims());

    /// <summary>Returns what a restore would read, without doing it.</summary>
    internal static async Task<Ok<RestorePlan>> PlanRestore(string? database, string? backup, string? at, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.Of(database).PlanAsync(backup, at, cancellation));

    /// <summary>Returns what pruning would keep and let go, without doing it.</summary>
    internal static async Task<Ok<RetentionPlan>> PlanRetention(string? database, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.Of(database).PlanRetentionAsync(cancellation));

    /// <summary>Returns the commits that have names.</summary>
    internal static async Task<Ok<NamedPointList>> GetPoints(string? database, WorkerClient worker, CancellationToken cancellation) =>
        TypedResults.Ok(await worker.Of(database).GetPointsAsync(cancellation));

    private static string Words(JobRequest request, string? database)
    {
        var kind = request.Kind.ToString().ToLowerInvariant();
        return $"{((request.At ?? request.Backup) is { } point ? $"{kind} {point}" : kind)}{WorkerClient.Named(database)}";
    }
}
