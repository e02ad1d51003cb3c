using System.Reflection;
using Aspire.Hosting.Execution;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting;

/// <summary>Collects the resources of an application. Made by <see cref="DistributedApplication.CreateBuilder(string[])"/>.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    /// <summary>Configuration key: true gives every proxied endpoint a random port. The testing builder sets it.</summary>
    internal const string RandomizePorts = "DcpPublisher:RandomizePorts";

    private readonly HostApplicationBuilder _host;
    private readonly DistributedApplicationOptions _options;
    private readonly AppHostInterception? _interception = AppHostInterception.Current;
    private readonly ResourceCollection _resources = [];

    /// <summary>A builder for the given command line.</summary>
    public DistributedApplicationBuilder(string[] args) : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>A builder with options.</summary>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
    {
        if (_interception is null)
        {
            UnhandledFaults.Watch();
        }

        var settings = new HostApplicationBuilderSettings { Args = options.Args, DisableDefaults = true };
        _interception?.Creating(options, settings);
        _options = options;
        AppHostAssembly = options.ResolveAssembly();
        Metadata = new AppHostMetadata(AppHostAssembly);
        AppHostDirectory = Path.GetFullPath(options.ProjectDirectory ?? Metadata.ProjectDirectory ?? Environment.CurrentDirectory);
        settings.ContentRootPath ??= AppHostDirectory;
        settings.ApplicationName ??= AppHostAssembly?.GetName().Name;
        settings.Configuration ??= new ConfigurationManager();
        HostConfiguration.AddSources(settings, AppHostDirectory, AppHostAssembly);
        _host = new HostApplicationBuilder(settings);
        ExecutionContext = new(HostConfiguration.Operation(_host.Configuration));
        EngineServices.AddTo(_host, this, options);
        _interception?.Created(this);
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _host.Configuration;

    /// <inheritdoc/>
    public string AppHostDirectory { get; }

    /// <inheritdoc/>
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc/>
    IHostEnvironment IDistributedApplicationBuilder.Environment => _host.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _host.Services;

    /// <inheritdoc/>
    public IDistributedApplicationEventing Eventing { get; } = new DistributedApplicationEventing();

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <inheritdoc/>
    public IResourceCollection Resources => _resources;

    internal AppHostMetadata Metadata { get; }

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource) where T : IResource
    {
        _resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource => new ResourceBuilder<T>(this, resource);

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        _interception?.Building(this);
        _host.Logging.AddFilter("Microsoft", LogLevel.Warning);
        var host = _host.Build();
        ExecutionContext.ServiceProvider = host.Services;
        if (_options.EnableResourceLogging)
        {
            host.Services.GetRequiredService<ResourceLogForwarder>().Start();
        }

        var application = new DistributedApplication(host) { Interception = _interception };
        _interception?.Built(application);
        return application;
    }
}
