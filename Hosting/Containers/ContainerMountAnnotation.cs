namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the files of a mount come from.</summary>
public enum ContainerMountType
{
    /// <summary>A file or folder of this machine.</summary>
    BindMount = 0,

    /// <summary>A volume that the engine keeps.</summary>
    Volume = 1,
}

/// <summary>Files from outside, seen in a container.</summary>
public sealed class ContainerMountAnnotation : IResourceAnnotation
{
    /// <summary>Describes a mount.</summary>
    /// <param name="source">Full path, or the volume's name; null for a volume without a name, which goes with its container.</param>
    /// <param name="target">Absolute path in the container.</param>
    /// <param name="type">File, folder or volume.</param>
    /// <param name="isReadOnly">Whether the container may only read it.</param>
    /// <exception cref="ArgumentException">A bind mount without a source, or with a relative one, or a volume without a name that is read-only.</exception>
    public ContainerMountAnnotation(string? source, string target, ContainerMountType type, bool isReadOnly)
    {
        if (type == ContainerMountType.BindMount && (string.IsNullOrEmpty(source) || !Path.IsPathRooted(source)))
        {
            throw new ArgumentException("The source of a bind mount must be a full path.", nameof(source));
        }

        if (type == ContainerMountType.Volume && string.IsNullOrEmpty(source) && isReadOnly)
        {
            throw new ArgumentException("A volume without a name is new and empty: read-only, it would be of no use.", nameof(isReadOnly));
        }

        Source = source;
        Target = target;
        Type = type;
        IsReadOnly = isReadOnly;
    }

    /// <summary>Full path, or the volume's name; null for a volume without a name, which goes with its container.</summary>
    public string? Source { get; }

    /// <summary>Absolute path in the container.</summary>
    public string Target { get; }

    /// <summary>File, folder or volume.</summary>
    public ContainerMountType Type { get; }

    /// <summary>Whether the container may only read it.</summary>
    public bool IsReadOnly { get; }
}
