namespace Aspire.Hosting.ApplicationModel;

/// <summary>Which variables a reference sets.</summary>
[Flags]
public enum ReferenceEnvironmentInjectionFlags
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>ConnectionStrings__name</c></summary>
    ConnectionString = 1,

    /// <summary><c>NAME_PROPERTY</c></summary>
    ConnectionProperties = 2,

    /// <summary><c>services__name__http__0</c></summary>
    ServiceDiscovery = 4,

    /// <summary><c>NAME_HTTP</c></summary>
    Endpoints = 8,

    /// <summary>All of them.</summary>
    All = ConnectionString | ConnectionProperties | ServiceDiscovery | Endpoints,
}

/// <summary>Which variables the references of a resource set; all without it.</summary>
public sealed class ReferenceEnvironmentInjectionAnnotation(ReferenceEnvironmentInjectionFlags flags) : IResourceAnnotation
{
    /// <summary>Which variables.</summary>
    public ReferenceEnvironmentInjectionFlags Flags => flags;

    internal static bool Wants(IResource resource, ReferenceEnvironmentInjectionFlags kind) =>
        !resource.TryGetLastAnnotation<ReferenceEnvironmentInjectionAnnotation>(out var chosen) || chosen.Flags.HasFlag(kind);
}
