using Belfry.BackupWorker.Jobs;
using Belfry.BackupWorker.Measures;
using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Notices;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.BackupWorker.Streaming;

namespace Belfry.BackupWorker.Databases;

/// <summary>Everything that protects one database. It shares nothing with the others but the clock, the numbers and the webhook, so that whatever befalls one leaves them alone.</summary>
internal sealed class ProtectedDatabase : IAsyncDisposable
{
    public ProtectedDatabase(
        ConfiguredDatabase configured, NoticeSender notices, BackupMeter meter, TimeProvider time, IHostApplicationLifetime lifetime, ILoggerFactory loggers)
    {
        Configured = configured;
        Options = configured.Options();
        Schedule = BackupSchedule.Parse(Options.Schedule);
        var file = configured.DatabaseFile!;
        var named = configured.IsOnly ? loggers : new NamedLoggers(loggers, configured.Name);
        var telemetry = meter.For(configured.Name);
        Job = new BackupJob(file, Options.Target, configured.UploadsFolder(Options, file), Options.ReadKeys(), configured.Name);
        Pause = new WorkPause(new PauseFile(Job.WorkFolder), time, named.CreateLogger<WorkPause>());
        Mirrors = new Mirrors(configured.Mirrors, Job, Options, Pause, time, named);
        Stream = new CommitStream(Job, Mirrors, telemetry, named);
        Guardian = new Guardian(Job, Stream, Pause, telemetry, Options, time, named.CreateLogger<Guardian>());
        Scheduled = new ScheduledBackups(Guardian, Job, Schedule, Pause, time, named.CreateLogger<ScheduledBackups>());
        Rehearsals = new Rehearsals(Job, Pause, Options, telemetry, time, named.CreateLogger<Rehearsals>());
        Upgrade = new UpgradePoint(Job, Guardian, Stream, time, lifetime);
        Work = new JobWork(Guardian, Job, Rehearsals, Options);
        Jobs = new JobBook(configured, Work, notices, time, lifetime, named.CreateLogger<JobBook>());
        Health = new ProtectionHealthCheck(Guardian, Stream, Mirrors, Rehearsals, Job, Schedule, Pause, time);
    }

    public ConfiguredDatabase Configured { get; }

    public string Name => Configured.Name;

    public BackupOptions Options { get; }

    public BackupSchedule Schedule { get; }

    public BackupJob Job { get; }

    public WorkPause Pause { get; }

    public Mirrors Mirrors { get; }

    public CommitStream Stream { get; }

    public Guardian Guardian { get; }

    public ScheduledBackups Scheduled { get; }

    public Rehearsals Rehearsals { get; }

    public UpgradePoint Upgrade { get; }

    public JobWork Work { get; }

    public JobBook Jobs { get; }

    public ProtectionHealthCheck Health { get; }

    public Series Series { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await Jobs.DisposeAsync();
        Scheduled.Dispose();
        Rehearsals.Dispose();
        Stream.Dispose();
        Guardian.Dispose();
        Job.Dispose();
    }
}
