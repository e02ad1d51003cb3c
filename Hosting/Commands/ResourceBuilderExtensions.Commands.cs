using System.Runtime.CompilerServices;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Adds something a person can do with a resource; a command of the same name is replaced.</summary>
    /// <param name="builder">The resource.</param>
    /// <param name="name">Name, unique in the resource.</param>
    /// <param name="displayName">What is shown.</param>
    /// <param name="executeCommand">Does it.</param>
    /// <param name="commandOptions">How it looks and when it can be used.</param>
    [OverloadResolutionPriority(1)]
    public static IResourceBuilder<T> WithCommand<T>(
        this IResourceBuilder<T> builder,
        string name,
        string displayName,
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
        CommandOptions? commandOptions = null) where T : IResource
    {
        foreach (var old in builder.Resource.Annotations.OfType<ResourceCommandAnnotation>().Where(c => c.Name == name).ToArray())
        {
            builder.Resource.Annotations.Remove(old);
        }

        var options = commandOptions ?? new CommandOptions();
        return builder.WithAnnotation(new ResourceCommandAnnotation(
            name,
            displayName,
            options.UpdateState ?? (_ => ResourceCommandState.Enabled),
            executeCommand,
            options.Description,
            options.Parameter,
            options.ConfirmationMessage,
            options.IconName,
            options.IconVariant,
            options.IsHighlighted)
        {
            Arguments = options.Arguments,
            ValidateArguments = options.ValidateArguments,
        });
    }
}
