using Aspire.Hosting.Docker.Resources.ComposeNodes;
using Aspire.Hosting.Docker.Resources.ServiceNodes;

namespace Aspire.Hosting.Docker;

/// <summary>Makes the service that a resource becomes, before the model changes it.</summary>
internal static class ComposeService
{
    public static bool Is(IResource resource) =>
        resource is ProjectResource or ContainerResource
        && !(resource.TryGetLastAnnotation<ManifestPublishingCallbackAnnotation>(out var written) && written.Callback is null)
        && !(resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && !build.HasEntrypoint);

    public static async Task<Service> MakeAsync(
        IResource resource,
        string network,
        ComposeValues values,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        var service = new Service { Name = ComposeValues.ServiceName(resource), Image = ImageOf(resource, values), Networks = [network] };
        if (resource is ContainerResource { Entrypoint: { } entrypoint })
        {
            service.Entrypoint.Add(entrypoint);
        }

        var environment = new EnvironmentCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        foreach (var step in resource.Annotations.OfType<EnvironmentCallbackAnnotation>().ToArray())
        {
            await step.Callback(environment).ConfigureAwait(false);
        }

        foreach (var (name, value) in environment.EnvironmentVariables)
        {
            service.AddEnvironmentalVariable(name, values.TextOf(value));
        }

        var arguments = new CommandLineArgsCallbackContext([], resource, cancellationToken) { ExecutionContext = executionContext };
        foreach (var step in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>().ToArray())
        {
            await step.Callback(arguments).ConfigureAwait(false);
        }

        service.Command.AddRange(arguments.Args.Select(values.TextOf));
        AddPorts(resource, service, values);
        service.AddVolumes(resource.Annotations.OfType<ContainerMountAnnotation>().Select(Mount));
        AddDependencies(resource, service);
        return service;
    }

    private static string ImageOf(IResource resource, ComposeValues values) =>
        resource is ContainerResource && !resource.HasAnnotationOfType<DockerfileBuildAnnotation>() && resource.TryGetImage(out var image) ? image : values.ImageOf(resource);

    private static void AddPorts(IResource resource, Service service, ComposeValues values)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            var port = values.PortOf(resource, endpoint);
            var (list, text) = endpoint.IsExternal ? (service.Ports, endpoint.Port is { } open ? $"{open}:{port}" : port) : (service.Expose, port);
            if (!list.Contains(text))
            {
                list.Add(text);
            }
        }
    }

    private static Volume Mount(ContainerMountAnnotation mount) => new()
    {
        Name = mount.Source ?? "",
        Type = mount.Type == ContainerMountType.Volume ? "volume" : "bind",
        Source = mount.Source,
        Target = mount.Target,
        ReadOnly = mount.IsReadOnly,
    };

    private static void AddDependencies(IResource resource, Service service)
    {
        foreach (var wait in resource.Annotations.OfType<WaitAnnotation>().Where(wait => Is(wait.Resource)))
        {
            service.DependsOn[ComposeValues.ServiceName(wait.Resource)] = new()
            {
                Condition = wait.WaitType == WaitType.WaitForCompletion ? "service_completed_successfully" : "service_started",
            };
        }
    }
}
