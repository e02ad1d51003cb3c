using System.Text;
using Aspire.Hosting.Docker.Resources;
using Aspire.Hosting.Docker.Resources.ServiceNodes;
using Aspire.Hosting.Publishing;

namespace Aspire.Hosting.Docker;

/// <summary>
/// Writes every Compose deployment of the model: <c>docker-compose.yaml</c> and <c>.env.example</c> with the variables that it asks for. The same model
/// gives the same bytes every time; no value of a parameter is read.
/// </summary>
internal sealed class ComposePublisher(DistributedApplicationModel model, DistributedApplicationExecutionContext executionContext, IServiceProvider services)
{
    public const string FileName = "docker-compose.yaml";
    public const string VariablesName = ".env.example";

    /// <summary>The steps of the environments: <c>publish-compose</c>.</summary>
    public IEnumerable<string> Steps => Environments.Select(StepOf);

    private IEnumerable<DockerComposeEnvironmentResource> Environments => model.Resources.OfType<DockerComposeEnvironmentResource>();

    /// <summary>Writes the deployments that a step names; those of <c>publish</c> are all. Several get a folder each.</summary>
    /// <exception cref="DistributedApplicationException">There is nothing to publish.</exception>
    public async Task WriteAsync(string folder, string step, CancellationToken cancellationToken)
    {
        var all = Environments.ToList();
        if (all.Count == 0)
        {
            throw DistributedApplicationException.Of(
                "There is nothing to publish.", "The model has no deployment.", "Add one with builder.AddDockerComposeEnvironment(\"compose\"), or publish the manifest with --step publish-manifest.");
        }

        foreach (var environment in all.Where(e => step == PublishSteps.All || step == StepOf(e)))
        {
            await WriteAsync(all.Count == 1 ? folder : Path.Combine(folder, environment.Name), environment, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string StepOf(DockerComposeEnvironmentResource environment) => $"publish-{environment.Name}";

    private async Task WriteAsync(string folder, DockerComposeEnvironmentResource environment, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var file = await DescribeAsync(folder, environment, cancellationToken).ConfigureAwait(false);
        environment.FileSteps.ForEach(step => step(file));
        environment.VariableSteps.ForEach(step => step(environment.Variables));
        await File.WriteAllTextAsync(Path.Combine(folder, FileName), file.ToYaml(), cancellationToken).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, VariablesName), VariablesOf(environment), cancellationToken).ConfigureAwait(false);
    }

    private async Task<ComposeFile> DescribeAsync(string folder, DockerComposeEnvironmentResource environment, CancellationToken cancellationToken)
    {
        var network = environment.DefaultNetworkName ?? "aspire";
        var file = new ComposeFile().AddNetwork(new() { Name = network, Driver = "bridge" });
        var values = new ComposeValues(environment);
        foreach (var resource in model.Resources.Where(ComposeService.Is))
        {
            await WriteDockerfileAsync(folder, resource, cancellationToken).ConfigureAwait(false);
            var service = await ComposeService.MakeAsync(resource, network, values, executionContext, cancellationToken).ConfigureAwait(false);
            foreach (var volume in service.Volumes.Where(v => v.Type == "volume" && v.Source is not null))
            {
                file.AddVolume(new Volume { Name = volume.Source!, Driver = "local" });
            }

            var target = new DockerComposeServiceResource(service.Name, resource, environment);
            foreach (var change in resource.Annotations.OfType<DockerComposeServiceCustomizationAnnotation>())
            {
                change.Configure(target, service);
            }

            file.AddService(service);
        }

        return file;
    }

    private async Task WriteDockerfileAsync(string folder, IResource resource, CancellationToken cancellationToken)
    {
        if (resource.TryGetLastAnnotation<DockerfileBuildAnnotation>(out var build) && build.DockerfileFactory is { } make)
        {
            var text = await make(new() { Services = services, Resource = resource, CancellationToken = cancellationToken }).ConfigureAwait(false);
            await File.WriteAllTextAsync(Path.Combine(folder, $"{resource.Name}.Dockerfile"), text, cancellationToken).ConfigureAwait(false);
        }
    }

    private static string VariablesOf(DockerComposeEnvironmentResource environment)
    {
        var text = new StringBuilder();
        foreach (var variable in environment.Variables.Values)
        {
            text.Append(text.Length > 0 ? "\n" : "").Append(variable.Description is { } what ? $"# {what}\n" : "").Append($"{variable.Name}={variable.DefaultValue}\n");
        }

        return text.ToString();
    }
}
