using Aspire.Hosting.JavaScript;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The word people see for a kind of resource.</summary>
internal static class ResourceKind
{
    public static string Of(IResource resource) => resource switch
    {
        ProjectResource => "Project",
        JavaScriptAppResource => "JavaScript",
        ExecutableResource => "Executable",
        ContainerResource => "Container",
        ParameterResource => "Parameter",
        ConnectionStringResource => "ConnectionString",
        _ => resource.GetType().Name is var name && name.EndsWith("Resource", StringComparison.Ordinal) ? name[..^"Resource".Length] : name,
    };
}
