using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting;

/// <summary>Finds resources that were added before.</summary>
public static class DistributedApplicationBuilderExtensions
{
    /// <summary>A builder around the resource of a name.</summary>
    /// <exception cref="DistributedApplicationException">There is none of that name and type.</exception>
    public static IResourceBuilder<T> CreateResourceBuilder<T>(this IDistributedApplicationBuilder builder, string name) where T : IResource =>
        builder.TryCreateResourceBuilder<T>(name, out var found) ? found : throw DistributedApplicationException.Of(
            $"There is no {typeof(T).Name} named '{name}'.",
            $"The model has: {string.Join(", ", builder.Resources.Select(r => $"{r.Name} ({r.GetType().Name})"))}.",
            "Use one of these names, or add the resource first.");

    /// <summary>A builder around the resource of a name; false when there is none of that name and type.</summary>
    public static bool TryCreateResourceBuilder<T>(
        this IDistributedApplicationBuilder builder,
        string name,
        [NotNullWhen(true)] out IResourceBuilder<T>? resourceBuilder) where T : IResource
    {
        resourceBuilder = builder.Resources.TryGetByName(name, out var found) && found is T resource ? builder.CreateResourceBuilder(resource) : null;
        return resourceBuilder is not null;
    }
}
