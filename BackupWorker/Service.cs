using Belfry.BackupWorker.Control;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Jobs;
using Belfry.BackupWorker.Measures;
using Belfry.BackupWorker.Mirroring;
using Belfry.BackupWorker.Notices;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.BackupWorker.Streaming;
using Belfry.ServiceDefaults;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker;

/// <summary>The service behind <c>belfry run</c>: options, the guardian and its schedule, the control API and the health endpoints.</summary>
internal static class Service
{
    public static Task<int> RunAsync() => ServiceRunner.RunAsync([], Add, app => app.MapControl());

    private static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.Configuration.AddPlainVariables();
        services.AddValidatedOptions<ConnectionOptions>(ConnectionOptions.Section, ConnectionOptions.Faults);
        services.AddValidatedOptions<BackupOptions>(BackupOptions.Section, BackupOptions.Faults);
        services.AddSingleton<IValidateOptions<BackupOptions>, MirrorRules>();
        services.AddValidatedOptions<ControlOptions>(ControlOptions.Section);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, DocumentJson.Default));

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(provider => BackupSchedule.Parse(provider.GetRequiredService<IOptions<BackupOptions>>().Value.Schedule));
        services.AddSingleton<BackupTelemetry>();
        services.AddSingleton(provider =>
        {
            var database = Path.GetFullPath(provider.GetRequiredService<IOptions<ConnectionOptions>>().Value.DatabaseFile());
            var options = provider.GetRequiredService<IOptions<BackupOptions>>().Value;
            return new BackupJob(database, options.Target, options.UploadsOf(database), options.ReadKeys());
        });
        services.AddSingleton(provider => new PauseFile(Path.GetFullPath(provider.GetRequiredService<IOptions<BackupOptions>>().Value.Target)));
        services.AddSingleton<WorkPause>();
        services.AddSingleton<Mirrors>();
        services.AddSingleton<CommitStream>();
        services.AddHostedService(provider => provider.GetRequiredService<CommitStream>());
        services.AddSingleton<Guardian>();
        services.AddSingleton<UpgradePoint>();
        services.AddSingleton<JobWork>();
        services.AddSingleton<JobBook>();
        services.AddHostedService<ScheduledBackups>();
        services.AddSingleton<Rehearsals>();
        services.AddHostedService(provider => provider.GetRequiredService<Rehearsals>());
        services.AddValidatedOptions<NoticeOptions>(NoticeOptions.Section, NoticeOptions.Faults);
        services.AddSingleton<NoticeBook>();
        services.AddSingleton<NoticeSender>();
        services.AddHostedService(provider => provider.GetRequiredService<NoticeSender>());
        services.AddHostedService<Watchman>();
        services.AddSingleton<Series>();
        services.AddHostedService<SeriesRecorder>();
        services.AddSingleton<ProtectionHealthCheck>();
        services.AddHealthChecks().AddCheck<ProtectionHealthCheck>("protection");
    }
}
