using System.Diagnostics;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A named part of the application. It holds data only: what happens to it is decided by executors that read its annotations.</summary>
public interface IResource
{
    /// <summary>Unique in the model, ignoring case. Form: see <see cref="Resource(string)"/>.</summary>
    string Name { get; }

    /// <summary>Everything the model knows about this resource.</summary>
    ResourceAnnotationCollection Annotations { get; }
}

/// <summary>Base class of resources.</summary>
[DebuggerDisplay("{GetType().Name,nq} {Name}")]
public abstract class Resource : IResource
{
    /// <summary>Names a resource.</summary>
    /// <param name="name">1 to 64 ASCII letters, digits and single hyphens, starting with a letter, not ending with a hyphen: <c>backup-worker</c>.</param>
    /// <exception cref="DistributedApplicationException">The name does not have that form.</exception>
    protected Resource(string name)
    {
        ModelName.Validate("resource", name);
        Name = name;
    }

    /// <inheritdoc/>
    public virtual string Name { get; }

    /// <inheritdoc/>
    public virtual ResourceAnnotationCollection Annotations { get; } = [];
}
