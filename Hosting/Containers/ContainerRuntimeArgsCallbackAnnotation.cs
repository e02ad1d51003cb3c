namespace Aspire.Hosting.ApplicationModel;

/// <summary>A step that adds options to the engine's <c>create</c> command; steps run in order when the container starts.</summary>
public sealed class ContainerRuntimeArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>A step on the plain list.</summary>
    public ContainerRuntimeArgsCallbackAnnotation(Action<IList<object>> callback) => Callback = context =>
    {
        callback(context.Args);
        return Task.CompletedTask;
    };

    /// <summary>An asynchronous step.</summary>
    public ContainerRuntimeArgsCallbackAnnotation(Func<ContainerRuntimeArgsCallbackContext, Task> callback) => Callback = callback;

    /// <summary>The step.</summary>
    public Func<ContainerRuntimeArgsCallbackContext, Task> Callback { get; }
}

/// <summary>What a step for the engine's options sees and changes.</summary>
public sealed class ContainerRuntimeArgsCallbackContext(IList<object> args, CancellationToken cancellationToken = default)
{
    /// <summary>The options so far, for example <c>--memory</c>, <c>256m</c>.</summary>
    public IList<object> Args => args;

    /// <summary>Cancelled when the start is given up.</summary>
    public CancellationToken CancellationToken => cancellationToken;
}
