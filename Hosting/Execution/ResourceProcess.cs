using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>Starts, stops and restarts the processes of one resource, one request at a time, and publishes its state.</summary>
internal sealed class ResourceProcess : IAsyncDisposable
{
    private readonly SemaphoreSlim _gate = new(1);
    private readonly IResource _resource;
    private readonly RunServices _run;
    private readonly ILogger _log;
    private readonly ProcessInstance[] _instances;
    private CancellationTokenSource _starting = new();

    public ResourceProcess(IResource resource, RunServices run)
    {
        _resource = resource;
        _run = run;
        _log = run.Loggers.GetLogger(resource);
        var replicas = Replica.Of(resource);
        _instances = replicas.Count > 0 ? [.. replicas.Select(replica => new ProcessInstance(resource, replica, run))] : [new(resource, null, run)];
    }

    /// <summary>Whether any replica runs: to those who call it, the resource is there.</summary>
    private bool IsServing => _instances.Any(instance => instance.IsRunning);

    /// <summary>Publishes what there is before anything starts.</summary>
    public Task AnnounceAsync() => Task.WhenAll(_instances.Select(instance => instance.AnnounceAsync()));

    /// <summary>Waits for what the resource waits for, then starts what does not run. A failed start is published as a state, not thrown.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_instances.All(instance => instance.IsRunning))
            {
                return;
            }

            _starting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            await StartCoreAsync(_starting.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await (IsServing ? ShowSumAsync() : PublishAsync(s => s with { State = KnownResourceStates.NotStarted })).ConfigureAwait(false);
        }
        catch (Exception fault)
        {
            // Steps of the model run here too: whatever goes wrong, it is this resource that fails, not the host.
            _log.LogError("{Fault}", fault.Message);
            await (IsServing ? ShowSumAsync() : _run.Failures.ReportAsync(_resource, fault)).ConfigureAwait(false);
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
            if (IsServing)
            {
                await PublishAsync(s => s with { State = KnownResourceStates.Stopping }).ConfigureAwait(false);
                await StopAsync(_instances).ConfigureAwait(false);
                await ShowEndAsync().ConfigureAwait(false);
            }
        }
        finally
        {
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
        if (!IsServing)
        {
            await PublishAsync(s => s with { IsReady = false, ExitCode = null, StopTimeStamp = null, State = KnownResourceStates.Starting })
                .ConfigureAwait(false);
        }

        await _run.Eventing.PublishAsync(new BeforeResourceStartedEvent(_resource, _run.Services), cancellationToken).ConfigureAwait(false);
        if (_resource.TryGetLastAnnotation<SkipWhenAnnotation>(out var skip) && skip.Reason(_resource) is { } reason)
        {
            _log.LogInformation("{Reason}", reason);
            var now = DateTime.UtcNow;
            await PublishAsync(s => s with { State = KnownResourceStates.Finished, ExitCode = 0, StartTimeStamp = now, StopTimeStamp = now })
                .ConfigureAwait(false);
            return;
        }

        var starts = _instances.Where(instance => !instance.IsRunning).Select(instance => (instance, start: instance.StartAsync(cancellationToken))).ToArray();
        try
        {
            await Task.WhenAll(starts.Select(s => s.start)).ConfigureAwait(false);
        }
        catch
        {
            await StopAsync(starts.Select(s => s.instance)).ConfigureAwait(false);
            throw;
        }

        await ShowSumAsync().ConfigureAwait(false);
        foreach (var (instance, start) in starts)
        {
            _ = ObserveAsync(instance, await start.ConfigureAwait(false));
        }
    }

    private static Task StopAsync(IEnumerable<ProcessInstance> instances) => Task.WhenAll(instances.Select(instance => instance.StopAsync()));

    private async Task ObserveAsync(ProcessInstance instance, Task end)
    {
        await end.ConfigureAwait(false);
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            if (await instance.EndAsync(isAsked: false).ConfigureAwait(false))
            {
                await ShowEndAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task ShowEndAsync()
    {
        await ShowSumAsync().ConfigureAwait(false);
        if (!IsServing && _run.Notifications.TryGetCurrentState(_resource.Name, out var ended))
        {
            await _run.Eventing.PublishAsync(new ResourceStoppedEvent(_resource, _run.Services, ended)).ConfigureAwait(false);
        }
    }

    /// <summary>A resource of one process is shown by that process itself.</summary>
    private Task ShowSumAsync() => _resource.GetReplicaCount() == 1
        ? Task.CompletedTask
        : PublishAsync(s => ReplicaSum.Of(s, [.. _instances.Select(i => _run.Notifications.TryGetCurrentState(i.Name, out var e) ? e.Snapshot : null)
            .OfType<CustomResourceSnapshot>()]));

    private Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change) => _run.Notifications.PublishUpdateAsync(_resource, change);
}
