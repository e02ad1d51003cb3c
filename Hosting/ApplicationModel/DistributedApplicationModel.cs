namespace Aspire.Hosting.ApplicationModel;

/// <summary>The finished model that executors read.</summary>
public class DistributedApplicationModel
{
    /// <summary>A model of the given resources.</summary>
    public DistributedApplicationModel(IResourceCollection resources) => Resources = resources;

    /// <summary>A model of the given resources.</summary>
    public DistributedApplicationModel(IEnumerable<IResource> resources)
    {
        Resources = new ResourceCollection();
        foreach (var resource in resources)
        {
            Resources.Add(resource);
        }
    }

    /// <summary>The resources, in the order they were added.</summary>
    public IResourceCollection Resources { get; }

    internal IResource Find(string name) => Resources.TryGetByName(name, out var resource)
        ? resource
        : throw DistributedApplicationException.Of(
            $"There is no resource named '{name}'.",
            $"The model has: {string.Join(", ", Resources.Select(r => r.Name))}.",
            "Use one of these names, or add the resource in the AppHost.");
}
