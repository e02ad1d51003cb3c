using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Jobs;
using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.BackupWorker.Streaming;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker.Control;

/// <summary>What the application's control panel asks of this service. Internal: every request carries the control key.</summary>
internal static class ControlEndpoints
{
    private const string Path = "/control";

    public static void MapControl(this WebApplication app)
    {
        var key = new ControlKey(app.Services.GetRequiredService<IOptions<ControlOptions>>());
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path), branch => branch.Use(key.CheckAsync));

        // Made here: a filter given by its type is made by a compiled expression, which costs a start 50 ms of processor time.
        var control = app.MapGroup(Path).AddEndpointFilter(new FaultFilter());
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

    private static Ok<StateDocument> GetState(
        Guardian guardian, CommitStream stream, Mirrors mirrors, Rehearsals rehearsals, BackupJob job, BackupSchedule schedule, WorkPause pause, IOptions<BackupOptions> options, TimeProvider time)
    {
        var standing = guardian.Standing;
        var (next, paused) = (schedule.Next(time.GetUtcNow()), pause.LookUntil());
        return TypedResults.Ok(new StateDocument(
            BackupJob.DatabaseName,
            schedule.Expression,
            (paused > next ? paused.Value : next).UtcDateTime,
            options.Value.Keep,
            standing.Running,
            standing.NewestGood is { } newest ? BackupDocument.Of(newest) : null,
            FailureDocument.Of(standing.LastFailure),
            StreamDocument.Of(stream),
            [.. mirrors.Status.Select(status => MirrorDocument.Of(status, time.GetUtcNow()))],
            rehearsals.Standing.Newest,
            FailureDocument.Of(rehearsals.Standing.Failure),
            job.Describe(),
            paused?.UtcDateTime));
    }

    private static async Task<Ok<BackupListDocument>> ListBackups(BackupJob job, CancellationToken cancellation)
    {
        var archive = await job.OpenArchiveAsync(cancellation);
        return TypedResults.Ok(BackupListDocument.Of(await archive.ListAsync(cancellation)));
    }

    private static async Task<Ok<PointListDocument>> ListPoints(BackupJob job, CancellationToken cancellation)
    {
        var archive = await job.OpenArchiveAsync(cancellation);
        return TypedResults.Ok(PointListDocument.Of(await archive.PointsAsync(cancellation)));
    }

    /// <summary>Asked by the application before it changes its schema.</summary>
    private static async Task<Ok<PointDocument>> KeepState(UpgradePoint upgrade, CancellationToken cancellation) =>
        TypedResults.Ok(PointDocument.Of(await upgrade.KeepAsync(cancellation)));

    /// <summary>What a restore would read, without doing it.</summary>
    private static async Task<Ok<PlanDocument>> PlanRestore(string? backup, string? at, BackupJob job, CancellationToken cancellation)
    {
        var archive = await job.OpenArchiveAsync(cancellation);
        var choice = await Choice.ReadAsync(backup, at, archive, Suggestions.Plain, cancellation);
        return TypedResults.Ok(PlanDocument.Of(await archive.PlanAsync(choice.Point, cancellation)));
    }

    /// <summary>What a pruning would keep and let go, without doing it.</summary>
    private static async Task<Ok<PruneDocument>> PlanRetention(BackupJob job, IOptions<BackupOptions> options, CancellationToken cancellation)
    {
        var archive = await job.OpenArchiveAsync(cancellation);
        return TypedResults.Ok(PruneDocument.Of(await archive.PlanRetentionAsync(options.Value.Retention, cancellation)));
    }
}
