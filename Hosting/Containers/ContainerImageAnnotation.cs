namespace Aspire.Hosting.ApplicationModel;

/// <summary>The image of a container.</summary>
public sealed class ContainerImageAnnotation : IResourceAnnotation
{
    /// <summary>Registry, for example <c>docker.io</c>; null when <see cref="Image"/> has it or the engine's default is meant.</summary>
    public string? Registry { get; set; }

    /// <summary>Name, for example <c>library/redis</c>.</summary>
    public required string Image { get; set; }

    /// <summary>Tag, for example <c>7.4</c>; null when <see cref="SHA256"/> names the image.</summary>
    public string? Tag { get; set; }

    /// <summary>Digest in hexadecimal digits, without the word <c>sha256</c>; null when <see cref="Tag"/> names the image.</summary>
    public string? SHA256 { get; set; }

    /// <summary>As an engine takes it: <c>docker.io/library/redis:7.4</c>.</summary>
    internal string Reference =>
        (Registry is null ? "" : Registry + "/") + Image + (SHA256 is null ? Tag is null ? "" : ":" + Tag : "@sha256:" + SHA256);
}
