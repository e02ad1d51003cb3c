using Aspire.Hosting.Docker;
using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>The services of the engine. Written out as factories: they cost no reflection at start, and show who needs what.</summary>
internal static class EngineServices
{
    public static void AddTo(HostApplicationBuilder host, DistributedApplicationBuilder builder, DistributedApplicationOptions options)
    {
        var services = host.Services;
        services.AddHealthChecks();
        services.Configure<ResourceNotificationServiceOptions>(_ => { });
        services.Replace(ServiceDescriptor.Singleton<IHostLifetime, NoLifetime>());
        services.AddSingleton(RunId.New());
        services.AddSingleton(builder.Metadata);
        services.AddSingleton(builder.ExecutionContext);
        services.AddSingleton(builder.Eventing);
        services.AddSingleton(_ => new DistributedApplicationModel(builder.Resources));
        services.AddSingleton(_ => new ResourceLoggerService());
        services.AddSingleton(s => new ResourceNotificationService(
            Get<ILogger<ResourceNotificationService>>(s), Get<IHostApplicationLifetime>(s), s, Get<ResourceLoggerService>(s)));
        services.AddSingleton(s => new ResourceCommandService(
            Get<DistributedApplicationModel>(s), Get<ResourceLoggerService>(s), Get<ResourceNotificationService>(s), Get<IHostApplicationLifetime>(s), s));
        services.AddSingleton(s => new DashboardSettings(Get<IConfiguration>(s), options, builder.Metadata));
        services.AddSingleton<DashboardLauncher>();
        services.AddSingleton<FeedCommands>();
        services.AddSingleton<ResourceFeedClient>();
        services.AddSingleton<ResourceLogForwarder>();
        services.AddSingleton<StartFailures>();
        services.AddSingleton<HealthMonitor>();
        services.AddSingleton<OrphanGuard>();
        services.AddSingleton(_ => new ProjectOutputs(builder.Metadata));
        services.AddSingleton(s => new IdeSettings(Get<IConfiguration>(s)));
        services.AddSingleton<IdeClient>();
        services.AddSingleton<ProcessLauncher>();
        services.AddSingleton<LaunchPlanner>();
        services.AddSingleton(new AppHostFolder(builder.AppHostDirectory));
        services.AddSingleton<ContainerNames>();
        services.AddSingleton<ContainerEngine>();
        services.AddSingleton<ContainerGuard>();
        services.AddSingleton<ContainerNetwork>();
        services.AddSingleton<ContainerPlanner>();
        services.AddSingleton<ImageBuild>();
        services.AddSingleton<ContainerStarter>();
        services.AddSingleton(s => new Lazy<ContainerStarter>(() => Get<ContainerStarter>(s)));
        services.AddSingleton<RunServices>();
        services.AddSingleton(s => new EndpointAllocator(Get<IConfiguration>(s).GetValue<bool>(DistributedApplicationBuilder.RandomizePorts)));
        services.AddSingleton(s => new ParameterPrompt(Get<ResourceNotificationService>(s), UserSecrets.Of(builder.AppHostAssembly)));
        services.AddSingleton<ProjectHttps>();
        services.AddSingleton<Orchestrator>();
        services.AddSingleton<RunConsole>();
        services.AddSingleton<ManifestPublisher>();
        services.AddSingleton<ComposePublisher>();
        services.AddSingleton<PublishSteps>();

        // The first handler of this event is the engine's: handlers of the model run when the wait is over.
        builder.Eventing.Subscribe<BeforeResourceStartedEvent>((e, token) =>
            Get<Orchestrator>(e.Services).WaitForDependenciesAsync(e.Resource, token));
    }

    private static T Get<T>(IServiceProvider services) where T : notnull => services.GetRequiredService<T>();

    /// <summary>The host does not listen to signals by itself: <see cref="DistributedApplication.RunAsync"/> does, and a test must not.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
