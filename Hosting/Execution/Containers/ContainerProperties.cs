namespace Aspire.Hosting.Execution;

/// <summary>The facts about a container that the dashboard shows.</summary>
internal static class ContainerProperties
{
    private const int ShortId = 12;

    public static IEnumerable<ResourcePropertySnapshot> Of(ContainerResource container, ContainerPlan plan, string id)
    {
        yield return new("container.image", plan.Image);
        yield return new("container.id", id.Length > ShortId ? id[..ShortId] : id);
        yield return new("container.command", container.Entrypoint ?? "");
        yield return new("container.args", string.Join(' ', plan.Command)) { IsSensitive = plan.HasSecretCommand };
        yield return new("container.ports", string.Join(", ", container.Annotations.OfType<EndpointAnnotation>().Select(e => e.TargetPort)));
        yield return new("container.lifetime", ContainerNames.IsPersistent(container) ? ContainerLifetime.Persistent : ContainerLifetime.Session);
    }
}
