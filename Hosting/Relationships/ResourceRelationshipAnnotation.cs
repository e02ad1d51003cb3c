namespace Aspire.Hosting.ApplicationModel;

/// <summary>A line between two resources in the dashboard's graph.</summary>
public sealed class ResourceRelationshipAnnotation(IResource resource, string type) : IResourceAnnotation
{
    /// <summary>The other resource.</summary>
    public IResource Resource => resource;

    /// <summary>Free text; the engine uses <c>Reference</c>, <c>WaitFor</c> and <c>Parent</c>.</summary>
    public string Type => type;
}

internal static class RelationshipTypes
{
    public const string Reference = "Reference";
    public const string WaitFor = "WaitFor";
    public const string Parent = "Parent";
}
