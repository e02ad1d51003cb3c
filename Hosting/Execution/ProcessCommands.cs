namespace Aspire.Hosting.Execution;

/// <summary>Gives every process the commands start, stop and restart, unless the model replaced them.</summary>
internal static class ProcessCommands
{
    public static void AddTo(IResource resource, ResourceProcess process)
    {
        Add(resource, KnownResourceCommands.StartCommand, "Start", "Play", c => IsRunning(c) ? ResourceCommandState.Hidden : ResourceCommandState.Enabled, process.StartAsync);
        Add(resource, KnownResourceCommands.StopCommand, "Stop", "Stop", c => IsRunning(c) ? ResourceCommandState.Enabled : ResourceCommandState.Hidden, _ => process.StopAsync());
        Add(resource, KnownResourceCommands.RestartCommand, "Restart", "ArrowCounterclockwise", c => IsRunning(c) ? ResourceCommandState.Enabled : ResourceCommandState.Disabled, process.RestartAsync);
    }

    private static bool IsRunning(UpdateCommandStateContext context) => context.ResourceSnapshot.State?.Text is { } state &&
        (state == KnownResourceStates.Running || state == KnownResourceStates.Starting || state == KnownResourceStates.Waiting);

    private static void Add(
        IResource resource,
        string name,
        string displayName,
        string icon,
        Func<UpdateCommandStateContext, ResourceCommandState> state,
        Func<CancellationToken, Task> action)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == name))
        {
            return;
        }

        resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            state,
            async _ =>
            {
                // The process outlives the command, so the command's end must not cancel a start that waits for others.
                await action(CancellationToken.None).ConfigureAwait(false);
                return CommandResults.Success();
            },
            displayDescription: null,
            parameter: null,
            confirmationMessage: null,
            iconName: icon,
            iconVariant: IconVariant.Regular,
            isHighlighted: true));
    }
}
