using System.Reflection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Starts an AppHost from a test: the real entry point with random ports, without a dashboard, and with the environment of its first
/// launch profile. Override the <c>On...</c> methods to change it. Several can run in one process.
/// </summary>
public class DistributedApplicationFactory : IDisposable, IAsyncDisposable
{
    private readonly Type _entryPoint;
    private readonly AppHostInterception _interception;
    private readonly string[] _args;
    private Task? _running;
    private bool _disposed;

    /// <summary>For the AppHost that holds a type, by convention <c>Projects.AppHost</c>.</summary>
    public DistributedApplicationFactory(Type entryPoint) : this(entryPoint, [])
    {
    }

    /// <summary>As above, with command line arguments.</summary>
    public DistributedApplicationFactory(Type entryPoint, string[] args)
    {
        _entryPoint = entryPoint;
        _args = args;
        _interception = new AppHostInterception
        {
            Creating = Configure,
            Created = OnBuilderCreated,
            OnBuilt = OnBuilt,
        };
    }

    internal Assembly AppHost => _entryPoint.Assembly;

    /// <summary>Starts the application.</summary>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        var application = await BuildAsync(cancellationToken).ConfigureAwait(false);
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A client of a resource; see <see cref="DistributedApplicationHostingTestingExtensions.CreateHttpClient"/>.</summary>
    public HttpClient CreateHttpClient(string resourceName, string? endpointName = null) => Started.CreateHttpClient(resourceName, endpointName);

    /// <summary>The address of a resource.</summary>
    public Uri GetEndpoint(string resourceName, string? endpointName = null) => Started.GetEndpoint(resourceName, endpointName);

    /// <summary>The connection string of a resource.</summary>
    public ValueTask<string?> GetConnectionString(string resourceName) => Started.GetConnectionStringAsync(resourceName);

    /// <summary>Stops the application and frees what it holds.</summary>
    public virtual async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        _interception.AllowBuild();
        if (_running is not null)
        {
            try
            {
                var application = await _interception.Application.ConfigureAwait(false);
                await application.DisposeAsync().ConfigureAwait(false);
            }
            catch (Exception) when (!_interception.Application.IsCompletedSuccessfully)
            {
                // The entry point failed; whoever waited for it has been told.
            }

            await _running.ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }

    /// <inheritdoc cref="DisposeAsync"/>
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Called before the builder is made.</summary>
    protected virtual void OnBuilderCreating(DistributedApplicationOptions applicationOptions, HostApplicationBuilderSettings hostOptions)
    {
    }

    /// <summary>Called when the builder is made and has no resources yet.</summary>
    protected virtual void OnBuilderCreated(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the model is complete and not built yet.</summary>
    protected virtual void OnBuilding(DistributedApplicationBuilder applicationBuilder)
    {
    }

    /// <summary>Called when the application is built and not started yet.</summary>
    protected virtual void OnBuilt(DistributedApplication application)
    {
    }

    internal async Task<DistributedApplicationBuilder> DescribeAsync(CancellationToken cancellationToken)
    {
        _running ??= Task.Factory.StartNew(
            RunEntryPoint, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return await _interception.Described.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    internal async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        OnBuilding(await DescribeAsync(cancellationToken).ConfigureAwait(false));
        _interception.AllowBuild();
        return await _interception.Application.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    private DistributedApplication Started => _interception.Application.IsCompletedSuccessfully
        ? _interception.Application.Result
        : throw new InvalidOperationException("The application is not started. Await StartAsync first.");

    private void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        TestSettings.Apply(options, settings, AppHost);
        OnBuilderCreating(options, settings);
    }

    private void RunEntryPoint()
    {
        AppHostInterception.Current = _interception;
        try
        {
            var main = AppHost.EntryPoint ?? throw new InvalidOperationException(
                $"{AppHost.GetName().Name} has no entry point: pass a type of the AppHost, for example Projects.AppHost.");
            var result = main.Invoke(null, main.GetParameters().Length == 0 ? [] : [_args]);
            (result as Task)?.GetAwaiter().GetResult();
            _interception.Ended(null);
        }
        catch (TargetInvocationException fault)
        {
            _interception.Ended(fault.InnerException);
        }
        catch (Exception fault)
        {
            _interception.Ended(fault);
        }
    }
}
