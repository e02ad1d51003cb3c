using Belfry.BackupWorker.Control;
using Belfry.BackupWorker.Databases;
using Belfry.BackupWorker.Documents;
using Belfry.BackupWorker.Measures;
using Belfry.BackupWorker.Notices;
using Belfry.BackupWorker.Options;
using Belfry.BackupWorker.Protection;
using Belfry.ServiceDefaults;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Belfry.BackupWorker;

/// <summary>The service behind <c>belfry run</c>: options, what protects each database, the control API and the health endpoints.</summary>
internal static class Service
{
    public static Task<int> RunAsync() => ServiceRunner.RunAsync([], Add, app => app.MapControl());

    private static void Add(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        builder.Configuration.AddPlainVariables();
        services.AddValidatedOptions<ConnectionOptions>(ConnectionOptions.Section, ConnectionOptions.Faults);
        services.AddValidatedOptions<BackupOptions>(BackupOptions.Section, BackupOptions.Faults);
        services.AddSingleton<IValidateOptions<BackupOptions>, DatabaseRules>();
        services.AddValidatedOptions<ControlOptions>(ControlOptions.Section);
        services.AddValidatedOptions<NoticeOptions>(NoticeOptions.Section, NoticeOptions.Faults);
        services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, DocumentJson.Default));

        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<BackupMeter>();
        services.AddSingleton<NoticeBook>();
        services.AddSingleton<NoticeSender>();
        AddDatabases(services, ConfiguredDatabase.All(builder.Configuration));
        services.AddHostedService(provider => provider.GetRequiredService<NoticeSender>());
        services.AddHostedService<Watchman>();
        services.AddHostedService<SeriesRecorder>();
    }

    /// <summary>Each runs by itself; the host starts and stops them, and ends when one of them ends by a fault of the program.</summary>
    private static void AddDatabases(IServiceCollection services, List<ConfiguredDatabase> databases)
    {
        services.AddSingleton(provider => new ProtectedDatabases([.. databases.Select(configured => new ProtectedDatabase(
            configured,
            provider.GetRequiredService<NoticeSender>(),
            provider.GetRequiredService<BackupMeter>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<IHostApplicationLifetime>(),
            provider.GetRequiredService<ILoggerFactory>()))]));
        var health = services.AddHealthChecks();
        for (var i = 0; i < databases.Count; i++)
        {
            var number = i;
            ProtectedDatabase Of(IServiceProvider provider) => provider.GetRequiredService<ProtectedDatabases>().All[number];
            services.AddSingleton<IHostedService>(provider => Of(provider).Stream);
            services.AddSingleton<IHostedService>(provider => Of(provider).Scheduled);
            services.AddSingleton<IHostedService>(provider => Of(provider).Rehearsals);
            health.Add(new HealthCheckRegistration(i == 0 ? "protection" : $"protection-{databases[i].Name}", provider => Of(provider).Health, failureStatus: null, tags: null));
        }
    }
}
