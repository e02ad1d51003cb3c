using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>Starts, stops and restarts the process of one resource, one request at a time, and publishes its state.</summary>
internal sealed class ResourceProcess(IResource resource, RunServices run) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _gate = new(1);
    private readonly ILogger _log = run.Loggers.GetLogger(resource);
    private CancellationTokenSource _starting = new();
    private ChildProcess? _child;
    private bool _stopping;

    /// <summary>Waits for what the resource waits for, then starts it. A failed start is published as a state, not thrown.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_child is not null)
            {
                return;
            }

            _starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await StartCoreAsync(_starting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await PublishAsync(s => s with { State = KnownResourceStates.NotStarted }).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // Steps of the model run here too: whatever goes wrong, it is this resource that fails, not the host.
            _log.LogError("{Fault}", fault.Message);
            await run.Failures.ReportAsync(resource, fault).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task StopAsync()
    {
        await _starting.CancelAsync().ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (_child is { } child)
            {
                _stopping = true;
                await PublishAsync(s => s with { State = KnownResourceStates.Stopping }).ConfigureAwait(false);
                await child.StopAsync(Patience).ConfigureAwait(false);
                await EndAsync(child).ConfigureAwait(false);
            }
        }
        finally
        {
            _stopping = false;
            _gate.Release();
        }
    }

    public async Task RestartAsync(CancellationToken cancellationToken)
    {
        await StopAsync().ConfigureAwait(false);
        await StartAsync(cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        _starting.Dispose();
        _gate.Dispose();
    }

    private async Task StartCoreAsync(CancellationToken cancellationToken)
    {
        await PublishAsync(s => s with { IsReady = false, ExitCode = null, StopTimeStamp = null, State = KnownResourceStates.Starting })
            .ConfigureAwait(false);
        await run.Eventing.PublishAsync(new BeforeResourceStartedEvent(resource, run.Services), cancellationToken).ConfigureAwait(false);
        if (resource.TryGetLastAnnotation<SkipWhenAnnotation>(out var skip) && skip.Reason(resource) is { } reason)
        {
            _log.LogInformation("{Reason}", reason);
            var now = DateTime.UtcNow;
            await PublishAsync(s => s with { State = KnownResourceStates.Finished, ExitCode = 0, StartTimeStamp = now, StopTimeStamp = now })
                .ConfigureAwait(false);
            return;
        }

        var (child, environment, properties) = resource is ContainerResource container
            ? await run.Containers.Value.StartAsync(container, cancellationToken).ConfigureAwait(false)
            : await StartProgramAsync(cancellationToken).ConfigureAwait(false);
        _child = child;
        run.Guard.Watch(child.Id);
        await PublishAsync(s => s with
        {
            State = KnownResourceStates.Running,
            StartTimeStamp = DateTime.UtcNow,
            EnvironmentVariables = environment,
            HealthReports = [.. s.HealthReports.Select(r => r with { Status = null })],
            Properties = ResourceProperties.Merge(s.Properties, properties),
        }).ConfigureAwait(false);
        _ = ObserveAsync(child);
    }

    private async Task<StartedProcess> StartProgramAsync(CancellationToken cancellationToken)
    {
        var plan = await run.Planner.PlanAsync(resource, cancellationToken).ConfigureAwait(false);
        var child = ChildProcess.Start(plan, run.Loggers.Log(resource.Name));
        return new(child, plan.Shown, [.. ResourceProperties.Of(resource, plan, child.Id)]);
    }

    private async Task ObserveAsync(ChildProcess child)
    {
        await child.Exited.ConfigureAwait(false);
        if (!_stopping)
        {
            await _gate.WaitAsync().ConfigureAwait(false);
            try
            {
                await EndAsync(child).ConfigureAwait(false);
            }
            finally
            {
                _gate.Release();
            }
        }
    }

    private async Task EndAsync(ChildProcess child)
    {
        if (_child != child)
        {
            return;
        }

        _child = null;
        child.Kill();
        run.Guard.Forget(child.Id);
        var code = await child.Exited.ConfigureAwait(false);
        var asAsked = _stopping || code == 0;
        await PublishAsync(s => s with
        {
            State = asAsked
                ? new ResourceStateSnapshot(KnownResourceStates.Finished, KnownResourceStateStyles.Success)
                : new ResourceStateSnapshot(KnownResourceStates.Exited, KnownResourceStateStyles.Error),
            ExitCode = code,
            StopTimeStamp = DateTime.UtcNow,
        }).ConfigureAwait(false);
        if (run.Notifications.TryGetCurrentState(resource.Name, out var ended))
        {
            await run.Eventing.PublishAsync(new ResourceStoppedEvent(resource, run.Services, ended)).ConfigureAwait(false);
        }
    }

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => run.Notifications.PublishUpdateAsync(resource, change);
}
