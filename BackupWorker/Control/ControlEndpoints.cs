using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Jobs;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker.Control;

/// <summary>
/// What the application's control panel asks of this service. Internal: every request carries the control key. All but the list of databases and the notices is about one
/// database, which <c>?database=NAME</c> names; without it the first.
/// </summary>
internal static class ControlEndpoints
{
    private const string Path = "/control";

    public static void MapControl(this WebApplication app)
    {
        var key = new ControlKey(app.Services.GetRequiredService<IOptions<ControlOptions>>());
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path), branch => branch.Use(key.CheckAsync));

        // Made here: a filter given by its type is made by a compiled expression, which costs a start 50 ms of processor time.
        var control = app.MapGroup(Path).AddEndpointFilter(new FaultFilter());
        control.MapGet("/databases", (ProtectedDatabases databases) => TypedResults.Ok(DatabaseListDocument.Of(databases)));
        control.MapGet("/state", GetState);
        control.MapGet("/backups", ListBackups);
        control.MapGet("/points", ListPoints);
        control.MapPost("/points", KeepState);
        control.MapGet("/plan", PlanRestore);
        control.MapGet("/retention", PlanRetention);
        control.MapPause();
        control.MapJobs();
        control.MapPanel();
    }

    private static Ok<StateDocument> GetState(string? database, ProtectedDatabases databases, TimeProvider time)
    {
        var one = databases.Find(database);
        var standing = one.Guardian.Standing;
        var (next, paused) = (one.Schedule.Next(time.GetUtcNow()), one.Pause.LookUntil());
        return TypedResults.Ok(new StateDocument(
            one.Name,
            one.Schedule.Expression,
            (paused > next ? paused.Value : next).UtcDateTime,
            one.Options.Keep,
            standing.RunningSince is not null,
            standing.NewestGood is { } newest ? BackupDocument.Of(newest) : null,
            FailureDocument.Of(standing.LastFailure),
            StreamDocument.Of(one.Stream),
            [.. one.Mirrors.Status.Select(status => MirrorDocument.Of(status, time.GetUtcNow()))],
            one.Rehearsals.Standing.Newest,
            FailureDocument.Of(one.Rehearsals.Standing.Failure),
            one.Job.Describe(),
            paused?.UtcDateTime));
    }

    private static async Task<Ok<BackupListDocument>> ListBackups(string? database, ProtectedDatabases databases, CancellationToken cancellation)
    {
        var archive = await databases.Find(database).Job.OpenArchiveAsync(cancellation);
        return TypedResults.Ok(BackupListDocument.Of(await archive.ListAsync(cancellation)));
    }

    private static async Task<Ok<PointListDocument>> ListPoints(string? database, ProtectedDatabases databases, CancellationToken cancellation)
    {
        var archive = await databases.Find(database).Job.OpenArchiveAsync(cancellation);
        return TypedResults.Ok(PointListDocument.Of(await archive.PointsAsync(cancellation)));
    }

    /// <summary>Asked by the application before it changes its schema.</summary>
    private static async Task<Ok<PointDocument>> KeepState(string? database, ProtectedDatabases databases, CancellationToken cancellation) =>
        TypedResults.Ok(PointDocument.Of(await databases.Find(database).Upgrade.KeepAsync(cancellation)));

    /// <summary>What a restore would read, without doing it.</summary>
    private static async Task<Ok<PlanDocument>> PlanRestore(string? database, string? backup, string? at, ProtectedDatabases databases, CancellationToken cancellation)
    {
        var job = databases.Find(database).Job;
        var archive = await job.OpenArchiveAsync(cancellation);
        var choice = await Choice.ReadAsync(backup, at, archive, job.Suggest, cancellation);
        return TypedResults.Ok(PlanDocument.Of(await archive.PlanAsync(choice.Point, cancellation)));
    }

    /// <summary>What a pruning would keep and let go, without doing it.</summary>
    private static async Task<Ok<PruneDocument>> PlanRetention(string? database, ProtectedDatabases databases, CancellationToken cancellation)
    {
        var one = databases.Find(database);
        var archive = await one.Job.OpenArchiveAsync(cancellation);
        return TypedResults.Ok(PruneDocument.Of(await archive.PlanRetentionAsync(one.Options.Retention, cancellation)));
    }
}
