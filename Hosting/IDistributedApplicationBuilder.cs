using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Collects the resources of an application; <see cref="Build"/> turns them into something that runs.</summary>
public interface IDistributedApplicationBuilder
{
    /// <summary>Settings: appsettings.json, user secrets, environment variables and the command line, later ones winning.</summary>
    ConfigurationManager Configuration { get; }

    /// <summary>The folder of the AppHost project; relative paths in the model start here.</summary>
    string AppHostDirectory { get; }

    /// <summary>The assembly that holds the AppHost's entry point.</summary>
    Assembly? AppHostAssembly { get; }

    /// <summary>Environment name (Development, Production, ...) and content root.</summary>
    IHostEnvironment Environment { get; }

    /// <summary>Services of the host: health checks, loggers, event handlers.</summary>
    IServiceCollection Services { get; }

    /// <summary>Events of the model and of single resources.</summary>
    IDistributedApplicationEventing Eventing { get; }

    /// <summary>Whether this is a run or a publish.</summary>
    DistributedApplicationExecutionContext ExecutionContext { get; }

    /// <summary>The resources added so far, in the order they were added.</summary>
    IResourceCollection Resources { get; }

    /// <summary>Adds a resource under its name.</summary>
    /// <exception cref="DistributedApplicationException">The name is taken (names ignore case) or invalid.</exception>
    IResourceBuilder<T> AddResource<T>(T resource) where T : IResource;

    /// <summary>A builder around a resource that is not (or not yet) part of the model.</summary>
    IResourceBuilder<T> CreateResourceBuilder<T>(T resource) where T : IResource;

    /// <summary>Ends the building and returns the application.</summary>
    DistributedApplication Build();
}
