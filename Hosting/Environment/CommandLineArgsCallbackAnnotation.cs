using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A step that adds command line arguments; steps run in order when the resource starts.</summary>
public class CommandLineArgsCallbackAnnotation : IResourceAnnotation
{
    /// <summary>An asynchronous step.</summary>
    public CommandLineArgsCallbackAnnotation(Func<CommandLineArgsCallbackContext, Task> callback) => Callback = callback;

    /// <summary>A step on the plain list.</summary>
    public CommandLineArgsCallbackAnnotation(Action<IList<object>> callback) => Callback = context =>
    {
        callback(context.Args);
        return Task.CompletedTask;
    };

    /// <summary>The step.</summary>
    public Func<CommandLineArgsCallbackContext, Task> Callback { get; }
}

/// <summary>What an argument step sees and changes.</summary>
public sealed class CommandLineArgsCallbackContext(IList<object> args, IResource resource, CancellationToken cancellationToken = default)
{
    /// <summary>The arguments so far; a value is a text, an <see cref="IValueProvider"/>, or anything with a fitting <c>ToString</c>.</summary>
    public IList<object> Args => args;

    /// <summary>The resource that is about to start.</summary>
    public IResource Resource => resource;

    /// <summary>Cancelled when the start is given up.</summary>
    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>Run or publish.</summary>
    public DistributedApplicationExecutionContext ExecutionContext { get; init; } = new(DistributedApplicationOperation.Run);

    /// <summary>The console log of the resource.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;
}
