using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using Belfry.BackupWorker.Documents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Belfry.BackupWorker.Jobs;

/// <summary>What an operator may ask for, and how far it is.</summary>
internal static class JobEndpoints
{
    public static void MapJobs(this IEndpointRouteBuilder control)
    {
        control.MapGet("/jobs", (JobBook jobs) => TypedResults.Ok(new JobListDocument(jobs.Newest)));
        control.MapPost("/jobs", StartJob);
        control.MapGet("/jobs/{id}", GetJob);
        control.MapGet("/jobs/{id}/events", WatchJob);
    }

    private static Results<Accepted<JobDocument>, ProblemHttpResult> StartJob(JobRequestDocument request, JobBook jobs, JobWork work)
    {
        if (work.Refuse(request) is { } why)
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status400BadRequest, title: "This cannot be done", detail: why);
        }

        return jobs.TryStart(request, out var job)
            ? TypedResults.Accepted($"/control/jobs/{job.Document.Id}", job.Document)
            : TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: "Another job is running",
                detail: $"Job {job.Document.Id}, a {job.Document.Kind}, has not ended. Ask again when it has.");
    }

    private static Results<Ok<JobDocument>, ProblemHttpResult> GetJob(string id, JobBook jobs) =>
        jobs.TryFind(id, out var job) ? TypedResults.Ok(job.Document) : Unknown(id);

    /// <summary>An event whenever the job changed, named after its state; the last one is <c>done</c> or <c>failed</c>.</summary>
    private static Results<ServerSentEventsResult<JobDocument>, ProblemHttpResult> WatchJob(string id, JobBook jobs, CancellationToken cancellation) =>
        jobs.TryFind(id, out var job) ? TypedResults.ServerSentEvents(EventsAsync(job, cancellation)) : Unknown(id);

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
        detail: $"Job {id} is none of the newest since the service started. GET /control/jobs lists them.");
}
