using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.BackupWorker.Jobs;

/// <summary>What an operator may ask for, and how far it is.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder control)
    {
        control.MapGet("/jobs", (string? database, ProtectedDatabases databases) => TypedResults.Ok(new JobListDocument(databases.Find(database).Jobs.Newest)));
        control.MapPost("/jobs", StartJob);
        control.MapGet("/jobs/{id}", GetJob);
        control.MapGet("/jobs/{id}/events", WatchJob);
    }

    private static Results<Accepted<JobDocument>, ProblemHttpResult> StartJob(string? database, JobRequestDocument request, ProtectedDatabases databases)
    {
        var one = databases.Find(database);
        if (one.Work.Refuse(request) is { } why)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "This cannot be done", detail: why);
        }

        return one.Jobs.TryStart(request, out var job)
            ? TypedResults.Accepted($"/control/jobs/{job.Document.Id}{(database is null ? "" : $"?database={one.Name}")}", job.Document)
            : TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: "Another job is running",
                detail: $"Job {job.Document.Id}, a {job.Document.Kind}, has not ended. Ask again when it has.");
    }

    private static Results<Ok<JobDocument>, ProblemHttpResult> GetJob(string id, string? database, ProtectedDatabases databases) =>
        databases.Find(database).Jobs.TryFind(id, out var job) ? TypedResults.Ok(job.Document) : Unknown(id);

    /// <summary>An event whenever the job changed, named after its state; the last one is <c>done</c> or <c>failed</c>.</summary>
    private static Results<ServerSentEventsResult<JobDocument>, ProblemHttpResult> WatchJob(string id, string? database, ProtectedDatabases databases, CancellationToken cancellation) =>
        databases.Find(database).Jobs.TryFind(id, out var job) ? TypedResults.ServerSentEvents(EventsAsync(job, cancellation)) : Unknown(id);

    private static async IAsyncEnumerable<SseItem<JobDocument>> EventsAsync(Job job, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var document in job.WatchAsync(cancellation))
        {
            yield return new SseItem<JobDocument>(document, document.State);
        }
    }

    private static ProblemHttpResult Unknown(string id) => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound,
        title: "There is no such job",
        detail: $"Job {id} is none of the newest of this database since the service started. GET /control/jobs lists them.");
}
