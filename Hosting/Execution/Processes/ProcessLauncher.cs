namespace Aspire.Hosting.Execution;

/// <summary>Starts processes: programs by itself, containers through their engine, projects through the IDE when one started the host.</summary>
internal sealed class ProcessLauncher(LaunchPlanner planner, Lazy<ContainerStarter> containers, IdeClient ide, OrphanGuard guard)
{
    public async Task<StartedProcess> StartAsync(IResource resource, ConsoleLog log, CancellationToken cancellationToken)
    {
        var started = resource is ContainerResource container
            ? await containers.Value.StartAsync(container, cancellationToken).ConfigureAwait(false)
            : await StartProgramAsync(resource, log, cancellationToken).ConfigureAwait(false);
        if (started.Process is not IdeSession)
        {
            guard.Watch(started.Process.Id);
        }

        return started;
    }

    /// <summary>The process has ended.</summary>
    public void Forget(ChildProcess process)
    {
        if (process is not IdeSession)
        {
            guard.Forget(process.Id);
        }
    }

    private async Task<StartedProcess> StartProgramAsync(IResource resource, ConsoleLog log, CancellationToken cancellationToken)
    {
        var plan = await planner.PlanAsync(resource, cancellationToken).ConfigureAwait(false);
        var process = plan.Ide is { } launch
            ? await ide.StartAsync(launch, log, cancellationToken).ConfigureAwait(false)
            : ChildProcess.Start(plan, log);
        return new(process, plan.Shown, [.. ResourceProperties.Of(resource, plan, process.Id)]);
    }
}
