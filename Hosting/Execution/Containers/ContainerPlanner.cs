using System.Net.Sockets;

namespace Aspire.Hosting.Execution;

/// <summary>Turns a container of the model into the arguments of the engine's <c>create</c> command.</summary>
internal sealed class ContainerPlanner(LaunchPlanner values, ContainerNetwork network, ContainerNames names, RunId run)
{
    // Variables that the engine's program reads itself: they cannot be handed over through its own environment.
    private static readonly string[] OfTheProgram =
        ["PATH", "HOME", "USER", "TMPDIR", "DOCKER_", "BUILDKIT_", "CONTAINER_", "CONTAINERS_", "PODMAN_", "XDG_", "SSH_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "LD_", RunId.Variable];

    public async Task<ContainerPlan> PlanAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        var variables = await values.EnvironmentOfAsync(container, network.ReachAsync, network.Reach, cancellationToken).ConfigureAwait(false);
        var (command, isSecret) = await values.ArgsOfAsync(container, network.ReachAsync, cancellationToken).ConfigureAwait(false);
        var image = ImageOf(container);
        List<string> args =
        [
            "--name", names.Of(container),
            "--label", $"{ContainerNames.ResourceLabel}={container.Name}",
            "--label", $"{ContainerNames.FolderLabel}={names.Folder}",
            .. ContainerNames.IsPersistent(container) ? [] : new[] { "--label", $"{ContainerNames.RunLabel}={run.Value}" },
            .. NetworkArgs(container),
            .. container.Annotations.OfType<EndpointAnnotation>().SelectMany(endpoint => PortArgs(container, endpoint)),
            .. container.Annotations.OfType<ContainerMountAnnotation>().SelectMany(mount => MountArgs(container, mount)),
            .. variables.SelectMany(v => new[] { "--env", IsOfTheProgram(v.Name) ? $"{v.Name}={v.Value}" : v.Name }),
            .. PullArgs(container),
            .. container.Entrypoint is { } entrypoint ? ["--entrypoint", entrypoint] : Array.Empty<string>(),
            .. await RuntimeArgsAsync(container, cancellationToken).ConfigureAwait(false),
            image,
            .. command,
        ];
        var handedOver = variables.Where(v => !IsOfTheProgram(v.Name)).ToDictionary(v => v.Name, v => v.Value!);
        return new(image, args, handedOver, [.. variables], command) { HasSecretCommand = isSecret };
    }

    private static string ImageOf(ContainerResource container) => container.TryGetImage(out var image) ? image : throw DistributedApplicationException.Of(
        $"The container '{container.Name}' cannot start.",
        "It has no image.",
        "Call .WithImage(...) or .WithDockerfile(...).");

    private IEnumerable<string> NetworkArgs(ContainerResource container)
    {
        var aliases = container.Annotations.OfType<ContainerNetworkAliasAnnotation>().Select(a => a.Alias);
        return
        [
            "--network", names.Network,
            .. aliases.Prepend(ContainerEndpoints.HostNameOf(container)).Prepend(container.Name).SelectMany(alias => new[] { "--network-alias", alias }),
            "--add-host", $"{KnownHostNames.DockerDesktopHostBridge}:{network.HostAddress}",
        ];
    }

    private static IEnumerable<string> PortArgs(ContainerResource container, EndpointAnnotation endpoint)
    {
        // Loopback only: a developer's database is nobody else's business. A persistent container gets its ports from the engine, since
        // the one chosen for this run may be taken in the next; a forwarder stands in front (see ContainerStarter).
        var address = endpoint.TargetHost is "localhost" ? "127.0.0.1" : endpoint.TargetHost;
        var open = ContainerNames.IsPersistent(container) && endpoint.IsProxied ? "" : $"{endpoint.AllocatedEndpoint!.Port}";
        return ["--publish", $"{address}:{open}:{endpoint.TargetPort}{(endpoint.Protocol == ProtocolType.Udp ? "/udp" : "")}"];
    }

    private static IEnumerable<string> MountArgs(ContainerResource container, ContainerMountAnnotation mount)
    {
        if (mount.Type == ContainerMountType.BindMount && !Path.Exists(mount.Source))
        {
            throw DistributedApplicationException.Of(
                $"The container '{container.Name}' cannot start.",
                $"Its bind mount {mount.Source} does not exist.",
                "Create it, or correct the path in the AppHost (relative paths start at the AppHost's folder).");
        }

        string?[] parts =
        [
            mount.Type == ContainerMountType.BindMount ? "type=bind" : "type=volume",
            mount.Source is null ? null : $"source={mount.Source}",
            $"target={mount.Target}",
            mount.IsReadOnly ? "readonly" : null,
        ];
        return ["--mount", string.Join(',', parts.OfType<string>().Select(Quote))];
    }

    // The option is one line of CSV.
    private static string Quote(string part) =>
        part.AsSpan().ContainsAny(',', '"') ? $"\"{part.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : part;

    private static string[] PullArgs(ContainerResource container) =>
        container.TryGetLastAnnotation<ContainerImagePullPolicyAnnotation>(out var policy) && policy.ImagePullPolicy != ImagePullPolicy.Default
            ? ["--pull", policy.ImagePullPolicy.ToString().ToLowerInvariant()]
            : [];

    private async Task<List<string>> RuntimeArgsAsync(ContainerResource container, CancellationToken cancellationToken)
    {
        var context = new ContainerRuntimeArgsCallbackContext([], cancellationToken);
        foreach (var step in container.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>().ToArray())
        {
            await step.Callback(context).ConfigureAwait(false);
        }

        return await values.ResolveAllAsync(context.Args, container, cancellationToken).ConfigureAwait(false);
    }

    private static bool IsOfTheProgram(string variable) => OfTheProgram.Any(name =>
        name.EndsWith('_') ? variable.StartsWith(name, StringComparison.OrdinalIgnoreCase) : variable.Equals(name, StringComparison.OrdinalIgnoreCase));
}
