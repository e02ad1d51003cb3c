using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Lets a test take part in an AppHost's own entry point: the entry point runs unchanged on a thread of its own, stops in
/// <c>Build</c> until the test has changed what it wants to change, and instead of running waits until the test is over.
/// </summary>
internal sealed class AppHostInterception
{
    private static readonly AsyncLocal<AppHostInterception?> Ambient = new();

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _built = NewSource<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<DistributedApplication> _application = NewSource<DistributedApplication>();
    private readonly TaskCompletionSource _mayBuild = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _reachedRun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _over = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The test that this flow of execution belongs to.</summary>
    public static AppHostInterception? Current
    {
        get => Ambient.Value;
        set => Ambient.Value = value;
    }

    public required Action<DistributedApplicationOptions, HostApplicationBuilderSettings> Creating { get; init; }

    public required Action<DistributedApplicationBuilder> Created { get; init; }

    public required Action<DistributedApplication> OnBuilt { get; init; }

    /// <summary>Completes when the entry point has described its whole model.</summary>
    public Task<DistributedApplicationBuilder> Described => _built.Task;

    /// <summary>Completes when the entry point has its application.</summary>
    public Task<DistributedApplication> Application => _application.Task;

    public void Building(DistributedApplicationBuilder builder)
    {
        _built.TrySetResult(builder);
        _mayBuild.Task.GetAwaiter().GetResult();
    }

    public void Built(DistributedApplication application)
    {
        OnBuilt(application);
        _application.TrySetResult(application);
    }

    public void AllowBuild() => _mayBuild.TrySetResult();

    /// <summary>The test describes the model itself: there is no entry point to wait for.</summary>
    public void ExpectNoEntryPoint()
    {
        _mayBuild.TrySetResult();
        _reachedRun.TrySetResult();
    }

    /// <summary>The entry point asks to run: the test starts the application, and the entry point waits for its end.</summary>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        _reachedRun.TrySetResult();
        return _over.Task.WaitAsync(cancellationToken);
    }

    /// <summary>What an entry point does between <c>Build</c> and <c>Run</c> belongs before the start.</summary>
    public Task ReadyToStartAsync(CancellationToken cancellationToken) => _reachedRun.Task.WaitAsync(cancellationToken);

    /// <summary>The entry point has ended, with a fault or without.</summary>
    public void Ended(Exception? fault)
    {
        var reason = fault ?? new InvalidOperationException("The AppHost's entry point ended without building an application.");
        _built.TrySetException(reason);
        _application.TrySetException(reason);
        _reachedRun.TrySetResult();
    }

    public void Disposed() => _over.TrySetResult();

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
