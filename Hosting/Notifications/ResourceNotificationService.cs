using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Keeps the newest state of every resource, tells changes to those who watch, and lets code wait for a state. Safe for concurrent use.</summary>
/// <param name="logger">Told of handlers that fail.</param>
/// <param name="hostApplicationLifetime">Ends all waiting when the host stops.</param>
/// <param name="serviceProvider">The services of the host.</param>
/// <param name="resourceLoggerService">Supplies the last lines of a resource that failed.</param>
public class ResourceNotificationService(
    ILogger<ResourceNotificationService> logger,
    IHostApplicationLifetime hostApplicationLifetime,
    IServiceProvider serviceProvider,
    ResourceLoggerService resourceLoggerService) : IDisposable
{
    // A watcher that falls this far behind loses the oldest changes; the newest state of each resource still arrives.
    private const int WatcherCapacity = 10_000;

    private readonly ResourceStates _states = new(logger);
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Called after each change, in the order of changes, by one thread at a time.</summary>
    internal event Action<ResourceEvent>? Changed
    {
        add => _states.Changed += value;
        remove => _states.Changed -= value;
    }

    /// <summary>The newest state of every instance of every resource.</summary>
    internal IEnumerable<ResourceEvent> Current => _states.Current;

    /// <summary>Changes the state of a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new state from the newest one.</param>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) =>
        PublishUpdateAsync(resource, resource.Name, stateFactory);

    /// <summary>Changes the state of an instance of a resource.</summary>
    public Task PublishUpdateAsync(IResource resource, string resourceId, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        logger.LogTrace("Resource {Resource} changes.", resourceId);
        _states.Change(resource, resourceId, before =>
        {
            var after = stateFactory(before ?? InitialSnapshot(resource));
            return HiddenAnnotation.Apply(resource, after with { Commands = resourceId == resource.Name ? CommandsFor(resource, after) : [] });
        });
        return Task.CompletedTask;
    }

    /// <summary>The newest state of an instance of a resource.</summary>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        (resourceEvent = _states.Find(resourceId)) is not null;

    /// <summary>The newest state of every resource, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        var changes = Channel.CreateBounded<ResourceEvent>(new BoundedChannelOptions(WatcherCapacity) { FullMode = BoundedChannelFullMode.DropOldest });
        var seen = 0L;
        var known = _states.Subscribe(OnLaterChange, out seen);
        try
        {
            foreach (var state in known)
            {
                yield return state;
            }

            while (await changes.Reader.WaitToReadAsync(stop.Token).ConfigureAwait(false))
            {
                while (changes.Reader.TryRead(out var change))
                {
                    yield return change;
                }
            }
        }
        finally
        {
            Changed -= OnLaterChange;
        }

        void OnLaterChange(ResourceEvent change)
        {
            if (change.Number > seen)
            {
                changes.Writer.TryWrite(change);
            }
        }
    }

    /// <summary>Waits until a resource is in a state; <see cref="KnownResourceStates.Running"/> by default.</summary>
    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    /// <summary>Waits until a resource is in one of the states, and returns which.</summary>
    public async Task<string> WaitForResourceAsync(string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var states = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reached = await WaitForResourceAsync(resourceName, e => e.Snapshot.State is { } state && states.Contains(state.Text), cancellationToken)
            .ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    /// <summary>Waits until a state of a resource satisfies a condition.</summary>
    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName,
        Func<ResourceEvent, bool> predicate,
        CancellationToken cancellationToken = default)
    {
        var found = new TaskCompletionSource<ResourceEvent>(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChange(ResourceEvent change)
        {
            try
            {
                if (IsNamed(change, resourceName) && predicate(change))
                {
                    found.TrySetResult(change);
                }
            }
            catch (Exception fault)
            {
                // The condition is code of the one who waits, so its fault is theirs and not the publisher's.
                found.TrySetException(fault);
            }
        }

        foreach (var known in _states.Subscribe(OnChange, out _))
        {
            OnChange(known);
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(
            cancellationToken, hostApplicationLifetime.ApplicationStopping, _disposed.Token);
        try
        {
            return await found.Task.WaitAsync(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            Changed -= OnChange;
        }
    }

    /// <summary>Waits until a resource is running, healthy and its ready handlers are done.</summary>
    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, DefaultWaitBehavior, cancellationToken);

    /// <summary>As above, saying what happens when the resource fails.</summary>
    /// <exception cref="DistributedApplicationException">It failed, and <paramref name="waitBehavior"/> is to stop then.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName,
        WaitBehavior waitBehavior,
        CancellationToken cancellationToken = default)
    {
        var reached = await WaitForResourceAsync(
            resourceName,
            e => IsHealthyAndReady(e.Snapshot) || (waitBehavior == WaitBehavior.StopOnResourceUnavailable && HasEnded(e.Snapshot)),
            cancellationToken).ConfigureAwait(false);
        return IsHealthyAndReady(reached.Snapshot) ? reached : throw Unavailable(reached);
    }

    /// <summary>Waits for everything that a resource's <see cref="WaitAnnotation"/>s name.</summary>
    /// <exception cref="DistributedApplicationException">One of them failed, and the resource is to stop then.</exception>
    public async Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken)
    {
        if (resource.TryGetAnnotationsOfType<WaitAnnotation>(out var waits))
        {
            await Task.WhenAll(waits.Select(wait => WaitForAsync(wait, cancellationToken))).ConfigureAwait(false);
        }
    }

    /// <summary>Ends all watching and waiting.</summary>
    public void Dispose()
    {
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }

    /// <summary>A name means the whole of a resource; an instance is meant by its own name only.</summary>
    private static bool IsNamed(ResourceEvent change, string name) => string.Equals(change.ResourceId, name, StringComparison.OrdinalIgnoreCase) ||
        (!change.Resource.HasAnnotationOfType<ReplicaAnnotation>() && string.Equals(change.Resource.Name, name, StringComparison.OrdinalIgnoreCase));

    internal static bool HasEnded(CustomResourceSnapshot snapshot) =>
        snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    internal static bool IsHealthyAndReady(CustomResourceSnapshot snapshot) =>
        snapshot is { HealthStatus: HealthStatus.Healthy, IsReady: true };

    private WaitBehavior DefaultWaitBehavior =>
        serviceProvider.GetService<IOptions<ResourceNotificationServiceOptions>>()?.Value.DefaultWaitBehavior ?? default;

    private async Task WaitForAsync(WaitAnnotation wait, CancellationToken cancellationToken)
    {
        bool IsReached(CustomResourceSnapshot s) => wait.WaitType switch
        {
            WaitType.WaitForCompletion => HasEnded(s) && s.ExitCode == wait.ExitCode,
            WaitType.WaitUntilStarted => s.State?.Text == KnownResourceStates.Running,
            _ => IsHealthyAndReady(s),
        };
        var stops = (wait.WaitBehavior ?? DefaultWaitBehavior) == WaitBehavior.StopOnResourceUnavailable;
        var reached = await WaitForResourceAsync(
            wait.Resource.Name, e => IsReached(e.Snapshot) || (stops && HasEnded(e.Snapshot)), cancellationToken).ConfigureAwait(false);
        if (!IsReached(reached.Snapshot))
        {
            throw Unavailable(reached);
        }
    }

    private DistributedApplicationException Unavailable(ResourceEvent reached) => DistributedApplicationException.Of(
        $"The resource '{reached.Resource.Name}' is not available: it is {reached.Snapshot.State?.Text}.",
        reached.Snapshot.ExitCode is { } code ? $"It ended with {ExitCode.Describe(code)}.{LastLines(reached.Resource)}" : $"It could not be started.{LastLines(reached.Resource)}",
        $"Mend '{reached.Resource.Name}' first; its console log is quoted above.");

    private string LastLines(IResource resource) => resourceLoggerService.Describe(resource.Name);

    private static CustomResourceSnapshot InitialSnapshot(IResource resource)
    {
        var initial = resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var annotation)
            ? annotation.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = ResourceKind.Of(resource), Properties = [] };
        resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon);
        return initial with
        {
            Volumes = initial.Volumes.Length > 0 ? initial.Volumes : [.. resource.Annotations.OfType<ContainerMountAnnotation>()
                .Select(m => new VolumeSnapshot(m.Source, m.Target, m.Type == ContainerMountType.BindMount ? "bind" : "volume", m.IsReadOnly))],
            IconName = initial.IconName ?? icon?.IconName,
            IconVariant = initial.IconVariant ?? icon?.IconVariant,
            CreationTimeStamp = initial.CreationTimeStamp ?? DateTime.UtcNow,
            HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(h => new HealthReportSnapshot(h.Key, null, null, null))],
            Relationships = [.. resource.Annotations.OfType<ResourceRelationshipAnnotation>()
                .Select(r => new RelationshipSnapshot(r.Resource.Name, r.Type))
                .Concat(resource is IResourceWithParent { Parent: var parent } ? [new RelationshipSnapshot(parent.Name, RelationshipTypes.Parent)] : [])
                .Distinct()],
        };
    }

    private System.Collections.Immutable.ImmutableArray<ResourceCommandSnapshot> CommandsFor(IResource resource, CustomResourceSnapshot snapshot)
    {
        if (!resource.TryGetAnnotationsOfType<ResourceCommandAnnotation>(out var commands))
        {
            return [];
        }

        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = serviceProvider };
        return [.. commands.Select(c => new ResourceCommandSnapshot(
            c.Name, c.UpdateState(context), c.DisplayName, c.DisplayDescription, c.Parameter, c.ConfirmationMessage, c.IconName, c.IconVariant, c.IsHighlighted)
        {
            Arguments = c.Arguments,
        })];
    }
}
