using Aspire.Hosting.JavaScript;

namespace Aspire.Hosting.Execution;

/// <summary>Runs the argument and environment steps of a resource and resolves their values.</summary>
internal sealed class LaunchPlanner(
    DistributedApplicationExecutionContext executionContext,
    ResourceLoggerService loggers,
    ResourceNotificationService notifications,
    ProjectOutputs outputs,
    IdeClient ide,
    RunId run)
{
    public async Task<LaunchPlan> PlanAsync(IResource resource, CancellationToken cancellationToken)
    {
        var shown = await EnvironmentOfAsync(resource, null, null, cancellationToken).ConfigureAwait(false);
        var (args, isSecret) = await ArgsOfAsync(resource, null, cancellationToken).ConfigureAwait(false);
        if (resource is ProjectResource { } debugged && ide.RunsProjects)
        {
            return ForIde(debugged, args, shown) with { HasSecretArgs = isSecret };
        }

        var (command, allArgs, folder) = resource switch
        {
            ProjectResource project => await ProjectAsync(project, args, cancellationToken).ConfigureAwait(false),
            JavaScriptAppResource app when ScriptCommand.For(app, args) is var script => (script.Command, script.Args, app.WorkingDirectory),
            ExecutableResource executable => (executable.Command, args, executable.WorkingDirectory),
            _ => throw new InvalidOperationException($"'{resource.Name}' is not a process."),
        };
        var environment = InheritedEnvironment.Read();
        foreach (var variable in shown)
        {
            environment[variable.Name] = variable.Value!;
        }

        environment[RunId.Variable] = run.Value;
        if (!Directory.Exists(folder))
        {
            throw DistributedApplicationException.Of(
                $"The resource '{resource.Name}' cannot start.",
                $"Its working directory {folder} does not exist.",
                "Create it, or correct the path in the AppHost (relative paths start at the AppHost's folder).");
        }

        return new LaunchPlan(CommandFinder.Find(resource.Name, command, folder, environment), allArgs, folder, environment)
        {
            Shown = [.. shown],
            HasSecretArgs = isSecret,
        };
    }

    private LaunchPlan ForIde(ProjectResource project, List<string> args, List<EnvironmentVariableSnapshot> shown)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        project.TryGetLastAnnotation<SelectedLaunchProfileAnnotation>(out var selected);
        var environment = shown.ToDictionary(variable => variable.Name, variable => variable.Value!);
        environment[RunId.Variable] = run.Value;
        return new LaunchPlan(path, args, Path.GetDirectoryName(path)!, environment)
        {
            Ide = new IdeLaunch(path, selected?.Name, args.Count > 0 ? [.. selected?.Profile.Args ?? [], .. args] : null, environment),
            Shown = [.. shown],
        };
    }

    private async Task<(string Command, IReadOnlyList<string> Args, string Folder)> ProjectAsync(
        ProjectResource project,
        IReadOnlyList<string> args,
        CancellationToken cancellationToken)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        var output = await outputs.FindAsync(project.Name, path, cancellationToken).ConfigureAwait(false);
        project.TryGetLastAnnotation<SelectedLaunchProfileAnnotation>(out var selected);
        return (DotNet.Program, [output, .. selected?.Profile.Args ?? [], .. args], Path.GetDirectoryName(path)!);
    }

    /// <summary>Runs the environment steps of a resource and resolves their values.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="reach">Gets every endpoint of a process that a container refers to, before it is resolved.</param>
    /// <param name="reachPort">The same for addresses that are no endpoint of the model.</param>
    /// <param name="cancellationToken">Cancelled when the start is given up.</param>
    public async Task<List<EnvironmentVariableSnapshot>> EnvironmentOfAsync(
        IResource resource,
        Func<EndpointAnnotation, CancellationToken, Task>? reach,
        Func<int, int>? reachPort,
        CancellationToken cancellationToken)
    {
        var context = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken)
        {
            Logger = loggers.GetLogger(resource),
        };
        foreach (var step in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await step.Callback(context).ConfigureAwait(false);
        }

        var variables = new List<EnvironmentVariableSnapshot>(context.EnvironmentVariables.Count);
        foreach (var (name, value) in context.EnvironmentVariables)
        {
            await ReachAsync(value, reach, cancellationToken).ConfigureAwait(false);
            var resolved = value is HostUrl url && reachPort is not null
                ? url.SeenFromContainer(reachPort)
                : await ResolveAsync(value, resource, cancellationToken).ConfigureAwait(false);
            if (resolved is { } text)
            {
                variables.Add(new(name, text, IsFromSpec: true) { IsSensitive = Secrets.IsIn(value) });
            }
        }

        return variables;
    }

    /// <summary>Runs the argument steps of a resource and resolves their values; parameters as for the environment.</summary>
    /// <returns>The arguments, and whether any holds a secret.</returns>
    public async Task<(List<string> Args, bool IsSecret)> ArgsOfAsync(
        IResource resource,
        Func<EndpointAnnotation, CancellationToken, Task>? reach,
        CancellationToken cancellationToken)
    {
        var context = new CommandLineArgsCallbackContext([], resource, cancellationToken)
        {
            ExecutionContext = executionContext,
            Logger = loggers.GetLogger(resource),
        };
        foreach (var step in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await step.Callback(context).ConfigureAwait(false);
        }

        foreach (var arg in context.Args)
        {
            await ReachAsync(arg, reach, cancellationToken).ConfigureAwait(false);
        }

        return (await ResolveAllAsync(context.Args, resource, cancellationToken).ConfigureAwait(false), context.Args.Any(Secrets.IsIn));
    }

    /// <summary>Resolves values; those without one are left out.</summary>
    public async Task<List<string>> ResolveAllAsync(IEnumerable<object> values, IResource resource, CancellationToken cancellationToken)
    {
        var texts = new List<string>();
        foreach (var value in values)
        {
            if (await ResolveAsync(value, resource, cancellationToken).ConfigureAwait(false) is { } text)
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>A value of the model as a text; null when it has none.</summary>
    public async ValueTask<string?> ResolveAsync(object value, IResource resource, CancellationToken cancellationToken)
    {
        var resolving = ValueOf(value, resource, cancellationToken);
        if (resolving.IsCompleted)
        {
            return await resolving.ConfigureAwait(false);
        }

        // A value that takes time is one that somebody has to give, such as a parameter that a person sets in the dashboard.
        await notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Waiting }).ConfigureAwait(false);
        var resolved = await resolving.ConfigureAwait(false);
        await notifications.PublishUpdateAsync(resource, s => s with { State = KnownResourceStates.Starting }).ConfigureAwait(false);
        return resolved;
    }

    private ValueTask<string?> ValueOf(object value, IResource resource, CancellationToken cancellationToken)
    {
        var context = new ValueProviderContext { Caller = resource, ExecutionContext = executionContext };
        return value switch
        {
            string text => new(text),
            IValueProvider provider => provider.GetValueAsync(context, cancellationToken),
            IResourceBuilder<IResource> { Resource: IValueProvider provider } => provider.GetValueAsync(context, cancellationToken),
            _ => new(value.ToString()),
        };
    }

    private static async Task ReachAsync(object value, Func<EndpointAnnotation, CancellationToken, Task>? reach, CancellationToken cancellationToken)
    {
        if (reach is null)
        {
            return;
        }

        if (value is EndpointReference { Resource: not ContainerResource } endpoint)
        {
            await reach(endpoint.EndpointAnnotation, cancellationToken).ConfigureAwait(false);
        }
        else if (value is IValueWithReferences composite)
        {
            foreach (var part in composite.References)
            {
                await ReachAsync(part, reach, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (value is IResourceBuilder<IResource> builder)
        {
            await ReachAsync(builder.Resource, reach, cancellationToken).ConfigureAwait(false);
        }
    }
}
