using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Execution;

/// <summary>Starts containers: engine, image, network, container; and sees to it that nothing of a run is left when it ends.</summary>
internal sealed class ContainerStarter(
    ContainerEngine engine,
    ContainerNetwork network,
    ContainerNames names,
    ContainerPlanner planner,
    ContainerGuard guard,
    ImageBuild images,
    ResourceLoggerService loggers,
    ResourceNotificationService notifications,
    IHostApplicationLifetime lifetime,
    IServiceProvider services,
    RunId run) : IAsyncDisposable
{
    private EngineProgram? _used;

    /// <summary>Starts a container. What it is and how it was started is published with <c>Running</c> by the caller.</summary>
    public async Task<StartedProcess> StartAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        var program = await engine.ConnectAsync().ConfigureAwait(false);
        _used = program;
        guard.Start(program);
        var log = loggers.Log(container.Name);
        if (container.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build))
        {
            await notifications.PublishUpdateAsync(container, s => s with { State = KnownResourceStates.Building }).ConfigureAwait(false);
            await images.RunAsync(program, container, build, Write, cancellationToken).ConfigureAwait(false);
            await notifications.PublishUpdateAsync(container, s => s with { State = KnownResourceStates.Starting }).ConfigureAwait(false);
        }

        await network.EnsureAsync(cancellationToken).ConfigureAwait(false);
        var plan = await planner.PlanAsync(container, cancellationToken).ConfigureAwait(false);
        var isPersistent = ContainerNames.IsPersistent(container);
        var id = isPersistent ? await FindAsync(program, container, plan).ConfigureAwait(false) : null;
        try
        {
            id ??= await CreateAsync(program, container, plan, Write, cancellationToken).ConfigureAwait(false);
            await RunAsync(program, container, ["start", id], cancellationToken).ConfigureAwait(false);
            var forwarders = isPersistent ? await ForwardAsync(program, container, id, cancellationToken).ConfigureAwait(false) : [];
            var follow = new LaunchPlan(program.Path, ["logs", "--follow", .. isPersistent ? ["--tail", "100"] : Array.Empty<string>(), id], "/", program.NewEnvironment());
            var process = new ContainerProcess(
                program, id, isPersistent, follow, log, () => forwarders.ForEach(f => f.Dispose()), lifetime.ApplicationStopping);
            return new(process, plan.Shown, [.. ContainerProperties.Of(container, plan, id)]);
        }
        catch when (!isPersistent)
        {
            // A start that was given up half-way.
            await program.RunAsync(["rm", "--force", "--volumes", names.Of(container)], CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        // Pulling and building report their progress, on whichever stream: none of it is an error of the program.
        void Write(LogStream stream, string line) => log.Append(LogStream.Out, line);
    }

    /// <summary>Removes what a stop that was cut short left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_used is { } program)
        {
            var left = await program.RunAsync(
                ["ps", "--all", "--quiet", "--filter", $"label={ContainerNames.RunLabel}={run.Value}"], CancellationToken.None).ConfigureAwait(false);
            if (left is { Succeeded: true, Output.Length: > 0 })
            {
                await program.RunAsync(["rm", "--force", "--volumes", .. left.Output.Split('\n')], CancellationToken.None).ConfigureAwait(false);
            }
        }
    }

    /// <summary>The container of an earlier run, if it was made from the same description; one made from another is removed.</summary>
    private async Task<string?> FindAsync(EngineProgram program, ContainerResource container, ContainerPlan plan)
    {
        var name = names.Of(container);
        var known = await program.RunAsync(
            ["inspect", "--type", "container", "--format", $$$"""{{.Id}} {{index .Config.Labels "{{{ContainerNames.DescriptionLabel}}}"}}""", name],
            CancellationToken.None).ConfigureAwait(false);
        if (!known.Succeeded || known.Output.Split(' ') is not [var id, var description])
        {
            return null;
        }

        if (description == plan.Description)
        {
            return id;
        }

        await program.RunAsync(["rm", "--force", id], CancellationToken.None).ConfigureAwait(false);
        return null;
    }

    private async Task<string> CreateAsync(
        EngineProgram program,
        ContainerResource container,
        ContainerPlan plan,
        Action<LogStream, string> progress,
        CancellationToken cancellationToken)
    {
        // Progress of a pull comes as complaint; the answer is the container's id.
        void Pulling(LogStream stream, string line)
        {
            if (stream == LogStream.Err)
            {
                progress(stream, line);
            }
        }

        var answer = await RunAsync(
            program, container, ["create", "--label", $"{ContainerNames.DescriptionLabel}={plan.Description}", .. plan.Args], cancellationToken, plan.Environment, Pulling)
            .ConfigureAwait(false);
        var id = answer.Output.Split('\n')[^1];
        await ContainerFiles.CopyAsync(program, container, id, services, cancellationToken).ConfigureAwait(false);
        return id;
    }

    private static async Task<List<LoopbackForwarder>> ForwardAsync(
        EngineProgram program,
        ContainerResource container,
        string id,
        CancellationToken cancellationToken)
    {
        var forwarders = new List<LoopbackForwarder>();
        foreach (var endpoint in container.Annotations.OfType<EndpointAnnotation>().Where(e => e.IsProxied && e.Protocol == System.Net.Sockets.ProtocolType.Tcp))
        {
            // 127.0.0.1:49153
            var answer = await RunAsync(program, container, ["port", id, $"{endpoint.TargetPort}/tcp"], cancellationToken).ConfigureAwait(false);
            var open = int.Parse(answer.Output.Split('\n')[0].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
            forwarders.Add(new LoopbackForwarder(endpoint.AllocatedEndpoint!.Port, open));
        }

        return forwarders;
    }

    private static async Task<EngineAnswer> RunAsync(
        EngineProgram program,
        ContainerResource container,
        IEnumerable<string> args,
        CancellationToken cancellationToken,
        IReadOnlyDictionary<string, string>? environment = null,
        Action<LogStream, string>? progress = null)
    {
        var answer = await program.RunAsync(args, cancellationToken, environment, progress).ConfigureAwait(false);
        return answer.Succeeded ? answer : throw DistributedApplicationException.Of(
            $"The container '{container.Name}' cannot start.", answer.Complaint, Advice(answer.Errors));
    }

    private static string Advice(string errors) =>
        errors.Contains("is already in use by container", StringComparison.Ordinal) ? "Remove that container (docker rm), or give this one another name."
        : errors.Contains("port is already allocated", StringComparison.Ordinal) ? "Stop what listens on the port, or give the endpoint another one."
        : errors.Contains("No such image", StringComparison.Ordinal) || errors.Contains("pull access denied", StringComparison.Ordinal) ||
            errors.Contains("manifest unknown", StringComparison.Ordinal) || errors.Contains("image not known", StringComparison.Ordinal) ? "Check the image's name and tag in the AppHost, or sign in to its registry (docker login)."
        : "Mend what the engine complains about, then start the resource again.";
}
