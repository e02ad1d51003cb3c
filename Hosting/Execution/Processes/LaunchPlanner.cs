using Aspire.Hosting.JavaScript;

namespace Aspire.Hosting.Execution;

/// <summary>Runs the argument and environment steps of a resource and resolves their values.</summary>
internal sealed class LaunchPlanner(
    DistributedApplicationExecutionContext executionContext,
    ResourceLoggerService loggers,
    ProjectOutputs outputs,
    RunId run)
{
    public async Task<LaunchPlan> PlanAsync(IResource resource, CancellationToken cancellationToken)
    {
        var shown = await EnvironmentOfAsync(resource, cancellationToken).ConfigureAwait(false);
        var args = await ArgsOfAsync(resource, cancellationToken).ConfigureAwait(false);
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

        return new LaunchPlan(CommandFinder.Find(resource.Name, command, folder, environment), allArgs, folder, environment) { Shown = [.. shown] };
    }

    private async Task<(string Command, IReadOnlyList<string> Args, string Folder)> ProjectAsync(
        ProjectResource project,
        IReadOnlyList<string> args,
        CancellationToken cancellationToken)
    {
        var path = project.GetProjectMetadata().ProjectPath;
        var output = await outputs.FindAsync(project.Name, path, cancellationToken).ConfigureAwait(false);
        return (DotNet.Program, [output, .. args], Path.GetDirectoryName(path)!);
    }

    private async Task<List<EnvironmentVariableSnapshot>> EnvironmentOfAsync(IResource resource, CancellationToken cancellationToken)
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
            if (await ResolveAsync(value, resource, cancellationToken).ConfigureAwait(false) is { } text)
            {
                variables.Add(new(name, text, IsFromSpec: true) { IsSensitive = Secrets.IsIn(value) });
            }
        }

        return variables;
    }

    private async Task<IReadOnlyList<string>> ArgsOfAsync(IResource resource, CancellationToken cancellationToken)
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

        var args = new List<string>(context.Args.Count);
        foreach (var arg in context.Args)
        {
            if (await ResolveAsync(arg, resource, cancellationToken).ConfigureAwait(false) is { } text)
            {
                args.Add(text);
            }
        }

        return args;
    }

    private ValueTask<string?> ResolveAsync(object value, IResource resource, CancellationToken cancellationToken) => value switch
    {
        string text => new(text),
        IValueProvider provider => provider.GetValueAsync(
            new ValueProviderContext { Caller = resource, ExecutionContext = executionContext }, cancellationToken),
        IResourceBuilder<IResource> { Resource: IValueProvider provider } => provider.GetValueAsync(cancellationToken),
        _ => new(value.ToString()),
    };
}
