using System.Collections.ObjectModel;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The resources of a model, in the order they were added.</summary>
public interface IResourceCollection : IList<IResource>
{
    /// <summary>Finds a resource by name, ignoring case.</summary>
    bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource);
}

internal sealed class ResourceCollection : Collection<IResource>, IResourceCollection
{
    private readonly Dictionary<string, IResource> _byName = new(StringComparer.OrdinalIgnoreCase);

    public bool TryGetByName(string name, [NotNullWhen(true)] out IResource? resource) => _byName.TryGetValue(name, out resource);

    protected override void InsertItem(int index, IResource item)
    {
        if (_byName.TryGetValue(item.Name, out var other))
        {
            throw DistributedApplicationException.Of(
                $"Two resources are named '{item.Name}'.",
                $"A {Kind(item)} cannot take the name that a {Kind(other)} already has (names ignore case).",
                "Give one of them another name in the AppHost.");
        }

        _byName.Add(item.Name, item);
        base.InsertItem(index, item);
    }

    protected override void RemoveItem(int index)
    {
        _byName.Remove(this[index].Name);
        base.RemoveItem(index);
    }

    protected override void SetItem(int index, IResource item)
    {
        RemoveItem(index);
        InsertItem(index, item);
    }

    protected override void ClearItems()
    {
        _byName.Clear();
        base.ClearItems();
    }

    private static string Kind(IResource resource) => resource.GetType().Name;
}
