using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Streaming;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Belfry.BackupWorker.Protection;

/// <summary>
/// Ready means protecting: the newest verified backup is no older than two scheduled intervals (and five minutes), or the
/// first one is being taken for no longer than that; a job that runs, and may hang, vouches for nothing else. A failed attempt over a fresh backup is degraded, and so is a stream that lags, a WAL that cannot be copied, a full volume, a mirror that fails, a failed drill, or a pause of
/// the schedule; all still count as ready. That a database cannot be streamed is told, but degrades nothing: its snapshots are what was asked for. During a pause a stream that does not lag is enough.
/// </summary>
internal sealed class ProtectionHealthCheck(
    Guardian guardian, CommitStream stream, Mirrors mirrors, Rehearsals rehearsals, BackupJob job, BackupSchedule schedule, WorkPause pause, TimeProvider time) : IHealthCheck
{
    /// <summary>With less the next writes of the application fail, or have failed.</summary>
    private const long LeastSpace = 16 << 20;

    private static readonly TimeSpan LongestLag = TimeSpan.FromMinutes(1);

    /// <summary>Short reads block the WAL for a second or two.</summary>
    private static readonly TimeSpan LongestBlock = TimeSpan.FromSeconds(10);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    public HealthCheckResult Check() => Check(guardian.Standing, time.GetUtcNow());

    private HealthCheckResult Check(Standing standing, DateTimeOffset now)
    {
        var paused = pause.LookUntil();
        var fresh = standing.GoodAt is { } at && (schedule.IsFresh(at, now) || (paused is not null && Streams));
        return standing switch
        {
            { LastFailure: { } failure } when fresh => HealthCheckResult.Degraded($"The newest attempt failed. {failure.Reason}"),
            { LastFailure: { } failure } => HealthCheckResult.Unhealthy(failure.Reason),
            { NewestGood: not null } when fresh && stream.Lag is { } lag && lag > LongestLag =>
                HealthCheckResult.Degraded($"The archive is {Wording.Span(lag)} behind the database. {stream.Status.Failure}"),
            { NewestGood: not null } when fresh && stream is { Lag: null, OnlySnapshots: null, Status.Failure: { } why } => HealthCheckResult.Degraded(why),
            { NewestGood: not null } when fresh && stream.Status is { WalBlockedSince: { } since } status && now - since > LongestBlock =>
                HealthCheckResult.Degraded($"The WAL of {Wording.Size(status.WalBytes)} cannot be copied into the database file since {since:yyyy-MM-dd HH:mm:ss} UTC, and grows. {status.WalBlockedBy}"),
            { NewestGood: not null } when fresh && FreeSpace() is var free and < LeastSpace =>
                HealthCheckResult.Degraded($"The volume of {job.Database} is full: {Wording.Size(free)} are left. Free space, or make it larger."),
            { NewestGood: not null } when fresh && mirrors.Status.FirstOrDefault(mirror => mirror.Failure is not null) is { } mirror =>
                HealthCheckResult.Degraded($"Nothing is copied to {mirror.Place}. {mirror.Failure}"),
            { NewestGood: not null } when fresh && rehearsals.Standing.Failure is { } drill => HealthCheckResult.Degraded($"The newest drill failed. {drill.Reason}"),
            { NewestGood: not null } when fresh && paused is { } until =>
                HealthCheckResult.Degraded($"Scheduled backups, pruning, drills and mirrors are paused until {until:yyyy-MM-dd HH:mm} UTC. Commits are streamed meanwhile."),
            { NewestGood: { } good } when fresh => HealthCheckResult.Healthy($"The newest verified backup is {good.Id}. {stream.OnlySnapshots}".TrimEnd()),
            { NewestGood: { } good, GoodAt: { } taken } when taken > now =>
                HealthCheckResult.Unhealthy($"The newest verified backup, {good.Id}, is of a time that has not come yet: the clock was set back.{Running(standing)}"),
            { NewestGood: { } good } => HealthCheckResult.Unhealthy($"The newest verified backup, {good.Id}, is older than two scheduled intervals.{Running(standing)}"),
            { RunningSince: { } since } when schedule.IsFresh(since, now) => HealthCheckResult.Healthy("The first backup is being taken."),
            { RunningSince: not null } => HealthCheckResult.Unhealthy($"There is no verified backup yet.{Running(standing)}"),
            _ when paused is { } until => HealthCheckResult.Unhealthy($"There is no verified backup yet, and scheduled work is paused until {until:yyyy-MM-dd HH:mm} UTC."),
            _ => HealthCheckResult.Unhealthy($"There is no verified backup yet. Waiting for the database {job.Database}."),
        };
    }

    private static string Running(Standing standing) => standing.RunningSince is { } since ? $" One is being taken since {since:yyyy-MM-dd HH:mm:ss} UTC." : "";

    private bool Streams => stream is { Status.Failure: null, Lag: { } lag } && lag <= LongestLag;

    /// <summary>A folder tells of the file system that it lies on.</summary>
    private long FreeSpace()
    {
        try
        {
            return new DriveInfo(Path.GetDirectoryName(job.Database)!).AvailableFreeSpace;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or ArgumentException)
        {
            // Another check tells of a volume that is not there; Windows knows drives by their letters only.
            return long.MaxValue;
        }
    }
}
