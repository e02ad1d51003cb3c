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
        var program = await engine.ConnectAsync(cancellationToken).ConfigureAwait(false);
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
        await using var files = await ContainerFiles.PackAsync(container, services, cancellationToken).ConfigureAwait(false);
        var start = Guid.NewGuid().ToString("N");
        var labels = new List<string> { "--label", $"{ContainerNames.StartLabel}={start}" };
        string? id = null;
        if (isPersistent)
        {
            var description = plan.Describe(await ImageIdAsync(program, container, plan, Write, cancellationToken).ConfigureAwait(false), files?.Hash ?? "");
            labels.AddRange(["--label", $"{ContainerNames.DescriptionLabel}={description}"]);
            id = await FindAsync(program, container, description, cancellationToken).ConfigureAwait(false);
        }

        var forwarders = new List<LoopbackForwarder>();
        try
        {
            id ??= await CreateAsync(program, container, plan, labels, files, Write, cancellationToken).ConfigureAwait(false);
            await RunAsync(program, container, ["start", id], cancellationToken).ConfigureAwait(false);
            if (isPersistent)
            {
                await ForwardAsync(program, container, id, forwarders, cancellationToken).ConfigureAwait(false);
            }

            var follow = new LaunchPlan(program.Path, ["logs", "--follow", .. isPersistent ? ["--tail", "100"] : Array.Empty<string>(), id], "/", program.NewEnvironment());
            var process = new ContainerProcess(
                program, id, isPersistent, follow, log, () => forwarders.ForEach(f => f.Dispose()), lifetime.ApplicationStopping);
            return new(process, plan.Shown, [.. ContainerProperties.Of(container, plan, id)]);
        }
        catch
        {
            // Only what this start made: the name may belong to a container of somebody else.
            forwarders.ForEach(f => f.Dispose());
            await RemoveAsync(program, $"{ContainerNames.StartLabel}={start}").ConfigureAwait(false);
            throw;
        }

        // Pulling and building report their progress, on whichever stream: none of it is an error of the program.
        void Write(LogStream stream, string line) => log.Append(LogStream.Out, line);
    }

    /// <summary>Removes what a stop that was cut short left behind.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_used is { } program && !await RemoveAsync(program, $"{ContainerNames.RunLabel}={run.Value}").ConfigureAwait(false))
        {
            guard.TakeOver();
        }
    }

    private static async Task<bool> RemoveAsync(EngineProgram program, string label)
    {
        var left = await program.RunAsync(["ps", "--all", "--quiet", "--filter", $"label={label}"], CancellationToken.None).ConfigureAwait(false);
        return left.Succeeded && (left.Output.Length == 0 ||
            (await program.RunAsync(["rm", "--force", "--volumes", .. left.Output.Split('\n')], CancellationToken.None).ConfigureAwait(false)).Succeeded);
    }

    /// <summary>
    /// The container of an earlier run, if it was made from the same description. One made from another is removed, and one that never
    /// started, since it may lack its files; but none that is not this resource's of this application.
    /// </summary>
    private async Task<string?> FindAsync(EngineProgram program, ContainerResource container, string description, CancellationToken cancellationToken)
    {
        var labels = new[] { ContainerNames.ResourceLabel, ContainerNames.FolderLabel, ContainerNames.DescriptionLabel };
        var format = "{{.Id}}|{{.State.Status}}" + string.Concat(labels.Select(label => $$$"""|{{index .Config.Labels "{{{label}}}"}}"""));
        var known = await program.RunAsync(["inspect", "--type", "container", "--format", format, names.Of(container)], cancellationToken).ConfigureAwait(false);
        if (!known.Succeeded || known.Output.Split('|') is not [var id, var state, var resource, var folder, var earlier] ||
            resource != container.Name || folder != names.Folder)
        {
            return null;
        }

        if (earlier == description && state != "created")
        {
            return id;
        }

        await program.RunAsync(["rm", "--force", id], cancellationToken).ConfigureAwait(false);
        return null;
    }

    /// <summary>What the image's name stands for. It is pulled here if it has to be, since it is asked for before the container is made.</summary>
    private static async Task<string> ImageIdAsync(
        EngineProgram program,
        ContainerResource container,
        ContainerPlan plan,
        Action<LogStream, string> progress,
        CancellationToken cancellationToken)
    {
        string[] inspect = ["image", "inspect", "--format", "{{.Id}}", plan.Image];
        var policy = container.TryGetLastAnnotation<ContainerImagePullPolicyAnnotation>(out var set) ? set.ImagePullPolicy : ImagePullPolicy.Default;
        var known = await program.RunAsync(inspect, cancellationToken).ConfigureAwait(false);
        if (policy == ImagePullPolicy.Always || (!known.Succeeded && policy != ImagePullPolicy.Never))
        {
            await RunAsync(program, container, ["pull", plan.Image], cancellationToken, progress: progress).ConfigureAwait(false);
            known = await program.RunAsync(inspect, cancellationToken).ConfigureAwait(false);
        }

        return known.Output;
    }

    private async Task<string> CreateAsync(
        EngineProgram program,
        ContainerResource container,
        ContainerPlan plan,
        IEnumerable<string> labels,
        ContainerFiles? files,
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
            program, container, ["create", .. labels, .. plan.Args], cancellationToken, plan.Environment, Pulling).ConfigureAwait(false);
        var id = answer.Output.Split('\n')[^1];
        if (files is not null)
        {
            await files.CopyAsync(program, container, id, cancellationToken).ConfigureAwait(false);
        }

        return id;
    }

    private static async Task ForwardAsync(
        EngineProgram program,
        ContainerResource container,
        string id,
        List<LoopbackForwarder> forwarders,
        CancellationToken cancellationToken)
    {
        foreach (var endpoint in container.Annotations.OfType<EndpointAnnotation>().Where(e => e.IsProxied && e.Protocol == System.Net.Sockets.ProtocolType.Tcp))
        {
            // 127.0.0.1:49153
            var answer = await RunAsync(program, container, ["port", id, $"{endpoint.TargetPort}/tcp"], cancellationToken).ConfigureAwait(false);
            var open = int.Parse(answer.Output.Split('\n')[0].Split(':')[^1], System.Globalization.CultureInfo.InvariantCulture);
            forwarders.Add(new LoopbackForwarder(endpoint.AllocatedEndpoint!.Port, open));
        }
    }

    private static async Task<EngineAnswer> RunAsync(
        EngineProgram program,
        ContainerResource container,
        IReadOnlyList<string> args,
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
