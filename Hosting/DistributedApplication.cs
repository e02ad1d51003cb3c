using Aspire.Hosting.Execution;
using Aspire.Hosting.Publishing;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>An application made of resources: <c>CreateBuilder</c>, add resources, <c>Build</c>, <c>Run</c>.</summary>
/// <param name="host">The generic host that holds the services.</param>
public class DistributedApplication(IHost host) : IHost, IAsyncDisposable
{
    private bool _started;
    private bool _disposed;

    /// <summary>Executes commands of resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Tells and awaits states of resources.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>The services of the host.</summary>
    public IServiceProvider Services => host.Services;

    internal AppHostInterception? Interception { get; init; }

    private bool IsPublishing => Services.GetRequiredService<DistributedApplicationExecutionContext>().IsPublishMode;

    /// <summary>A builder without arguments.</summary>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>A builder for the given command line, which is read as configuration: <c>--Parameters:name=value</c>.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) => new DistributedApplicationBuilder(args);

    /// <summary>A builder with options.</summary>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options) => new DistributedApplicationBuilder(options);

    /// <summary>
    /// Runs until Ctrl+C, SIGTERM, or a resource that cannot be started. A fault is printed in three lines and sets the exit code to 1.
    /// </summary>
    public void Run()
    {
        try
        {
            RunAsync().GetAwaiter().GetResult();
        }
        catch (DistributedApplicationException fault) when (Interception is null)
        {
            new TerminalText().Error(fault.Message);
            Environment.ExitCode = 1;
        }
    }

    /// <summary>Runs until Ctrl+C, SIGTERM, the token, or a resource that cannot be started (exit code 1), and stops everything.</summary>
    public virtual async Task RunAsync(CancellationToken cancellationToken = default)
    {
        if (Interception is { } test)
        {
            await test.RunAsync(cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await (IsPublishing ? PublishAsync(cancellationToken) : new ConsoleRun(this).RunAsync(cancellationToken)).ConfigureAwait(false);
        }
        finally
        {
            await DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Starts all resources and returns; they come up in the background. Await one with <see cref="ResourceNotifications"/>.</summary>
    /// <exception cref="DistributedApplicationException">The model cannot be run: a circle of waits, a taken port, a missing parameter.</exception>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        if (Interception is { } test)
        {
            await test.ReadyToStartAsync(cancellationToken).ConfigureAwait(false);
        }

        _started = true;
        await Services.GetRequiredService<Orchestrator>().StartAsync(cancellationToken).ConfigureAwait(false);
        await host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops all resources: asks each to end, and ends after five seconds what has not.</summary>
    public virtual async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (_started)
        {
            Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            await Services.GetRequiredService<Orchestrator>().StopAsync().ConfigureAwait(false);
            await host.StopAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Stops everything and frees what the application holds.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        await StopAsync().ConfigureAwait(false);
        await ((IAsyncDisposable)host).DisposeAsync().ConfigureAwait(false);
        Interception?.Disposed();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    private async Task PublishAsync(CancellationToken cancellationToken) =>
        TerminalText.Line(await Services.GetRequiredService<PublishSteps>().RunAsync(cancellationToken).ConfigureAwait(false));
}
