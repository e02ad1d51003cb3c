using System.Collections.Immutable;

namespace Aspire.Hosting.Execution;

/// <summary>The facts about a process that the dashboard shows.</summary>
internal static class ResourceProperties
{
    public static IEnumerable<ResourcePropertySnapshot> Of(IResource resource, LaunchPlan plan, int process)
    {
        if (resource is ProjectResource project)
        {
            yield return new("project.path", project.GetProjectMetadata().ProjectPath);
        }

        yield return new("executable.path", plan.Program);
        yield return new("executable.args", string.Join(' ', plan.Args)) { IsSensitive = plan.HasSecretArgs };
        yield return new("executable.workDir", plan.WorkingDirectory);
        if (process > 0)
        {
            yield return new("executable.pid", process);
        }
    }

    public static ImmutableArray<ResourcePropertySnapshot> Merge(
        ImmutableArray<ResourcePropertySnapshot> properties,
        IEnumerable<ResourcePropertySnapshot> newer)
    {
        var fresh = newer.ToArray();
        return [.. properties.Where(p => fresh.All(f => f.Name != p.Name)), .. fresh];
    }
}
