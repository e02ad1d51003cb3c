using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>Takes the model through a run: check, addresses, start of everything in parallel in the order of its waits, and stop in reverse.</summary>
internal sealed class Orchestrator(
    RunServices run,
    RunId runId,
    HealthMonitor health,
    EndpointAllocator endpoints,
    DashboardLauncher dashboard,
    ResourceFeedClient feed,
    ParameterPrompt parameters,
    ProjectHttps https,
    DistributedApplicationExecutionContext executionContext) : IAsyncDisposable
{
    private readonly Dictionary<IResource, ResourceProcess> _processes = [];
    private readonly CancellationTokenSource _stopping = new();
    private Task _starts = Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var model = run.Model;
        await run.Eventing.PublishAsync(new BeforeStartEvent(run.Services, model), cancellationToken).ConfigureAwait(false);
        dashboard.AddTo(model);
        ModelCheck.Verify(model, canAsk: dashboard.Page is not null);
        https.ApplyTo(model);
        endpoints.Allocate(model.Resources);
        dashboard.Publish();
        if (dashboard.Page is not null)
        {
            parameters.AddCommands(model);
        }

        await AnnounceAsync(model, cancellationToken).ConfigureAwait(false);
        health.Start();
        run.Guard.Start();
        if (dashboard.Feed is { } address)
        {
            feed.Start(address, _stopping.Token);
        }

        // Every resource on its own: each waits for what it needs, and nothing else holds it back.
        _starts = Task.WhenAll(model.Resources.ToArray().Select(resource => Task.Run(() => TakeUpAsync(resource), CancellationToken.None)));
        await run.Eventing.PublishAsync(new AfterResourcesCreatedEvent(run.Services, model), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Holds a start back until everything it waits for is there. Handles <see cref="BeforeResourceStartedEvent"/> first of all.</summary>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (!resource.HasAnnotationOfType<WaitAnnotation>())
        {
            return;
        }

        await ShowAsync(KnownResourceStates.Waiting).ConfigureAwait(false);
        await run.Notifications.WaitForDependenciesAsync(resource, cancellationToken).ConfigureAwait(false);
        await ShowAsync(KnownResourceStates.Starting).ConfigureAwait(false);

        // While other replicas serve, the resource runs.
        Task ShowAsync(string state) => run.Notifications.PublishUpdateAsync(
            resource, s => s.State?.Text == KnownResourceStates.Running ? s : s with { State = state });
    }

    public async Task StopAsync()
    {
        await _stopping.CancelAsync().ConfigureAwait(false);

        // The dashboard goes last: services hand over their last telemetry while they end, and would wait for it.
        await StopOrder.RunAsync(_processes.Keys.Where(r => r != dashboard.Page?.Resource), Stop).ConfigureAwait(false);
        await StopOrder.RunAsync(_processes.Keys, Stop).ConfigureAwait(false);
        await _starts.ConfigureAwait(false);
        health.Dispose();
        await feed.StopAsync().ConfigureAwait(false);
        Stragglers.Kill(runId);

        Task Stop(IResource resource) => _processes[resource].StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync().ConfigureAwait(false);
        }

        _stopping.Dispose();
    }

    private async Task AnnounceAsync(DistributedApplicationModel model, CancellationToken cancellationToken)
    {
        await run.Eventing.PublishAsync(new AfterEndpointsAllocatedEvent(run.Services, model), cancellationToken).ConfigureAwait(false);
        foreach (var resource in model.Resources)
        {
            if (resource is ProjectResource or ExecutableResource or ContainerResource)
            {
                _processes[resource] = new ResourceProcess(resource, run);
                ProcessCommands.AddTo(resource, _processes[resource]);
                await _processes[resource].AnnounceAsync().ConfigureAwait(false);
            }

            if (resource.HasAnnotationOfType<EndpointAnnotation>())
            {
                await run.Eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, run.Services), cancellationToken).ConfigureAwait(false);
            }

            var urls = await ResourceUrls.OfAsync(resource, executionContext, cancellationToken).ConfigureAwait(false);
            await run.Notifications.PublishUpdateAsync(
                resource,
                s => s with { Urls = urls.Length > 0 ? urls : s.Urls, State = s.State ?? KnownResourceStates.NotStarted }).ConfigureAwait(false);
        }
    }

    private async Task TakeUpAsync(IResource resource)
    {
        var stop = _stopping.Token;
        try
        {
            await run.Eventing.PublishAsync(
                new InitializeResourceEvent(resource, run.Eventing, run.Loggers, run.Notifications, run.Services), stop).ConfigureAwait(false);
            if (resource is ParameterResource parameter)
            {
                await parameters.ShowAsync(parameter, parameter).ConfigureAwait(false);
                if (parameter is IResourceWithConnectionString && !parameter.IsAwaited)
                {
                    await run.Eventing.PublishAsync(new ConnectionStringAvailableEvent(parameter, run.Services), stop).ConfigureAwait(false);
                }
            }
            else if (resource is ConnectionStringResource connection)
            {
                await ConnectAsync(connection, stop).ConfigureAwait(false);
            }
            else if (_processes.TryGetValue(resource, out var process) && !resource.HasAnnotationOfType<ExplicitStartupAnnotation>())
            {
                await process.StartAsync(stop).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host stops while the resource waits.
        }
        catch (Exception fault)
        {
            run.Loggers.GetLogger(resource).LogError("{Fault}", fault.Message);
            await run.Failures.ReportAsync(resource, fault).ConfigureAwait(false);
        }
    }

    private async Task ConnectAsync(ConnectionStringResource connection, CancellationToken cancellationToken)
    {
        await run.Eventing.PublishAsync(new BeforeResourceStartedEvent(connection, run.Services), cancellationToken).ConfigureAwait(false);
        foreach (var parameter in ParameterPrompt.In(connection).Where(p => p.IsAwaited))
        {
            await parameters.ShowAsync(connection, parameter).ConfigureAwait(false);
        }

        var value = await ((IResourceWithConnectionString)connection).GetConnectionStringAsync(cancellationToken).ConfigureAwait(false);
        await run.Eventing.PublishAsync(new ConnectionStringAvailableEvent(connection, run.Services), cancellationToken).ConfigureAwait(false);
        await run.Notifications.PublishUpdateAsync(connection, s => s with
        {
            State = KnownResourceStates.Running,
            Properties = ResourceProperties.Merge(s.Properties, [new("resource.connectionString", value) { IsSensitive = true }]),
        }).ConfigureAwait(false);
    }
}
