namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Draws a line to another resource; it has no effect on the run.</summary>
    public static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResource resource, string type) where T : IResource =>
        builder.WithAnnotation(new ResourceRelationshipAnnotation(resource, type));

    /// <inheritdoc cref="WithRelationship{T}(IResourceBuilder{T}, IResource, string)"/>
    public static IResourceBuilder<T> WithRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> resourceBuilder, string type)
        where T : IResource => builder.WithRelationship(resourceBuilder.Resource, type);

    /// <summary>Draws a reference to another resource.</summary>
    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResource resource) where T : IResource =>
        builder.WithRelationship(resource, RelationshipTypes.Reference);

    /// <inheritdoc cref="WithReferenceRelationship{T}(IResourceBuilder{T}, IResource)"/>
    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> resourceBuilder)
        where T : IResource => builder.WithReferenceRelationship(resourceBuilder.Resource);

    /// <summary>Draws a reference to every resource that an expression is made of.</summary>
    public static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, ReferenceExpression expression) where T : IResource
    {
        foreach (var resource in ResourcesIn(expression).Distinct())
        {
            builder.WithReferenceRelationship(resource);
        }

        return builder;
    }

    private static IEnumerable<IResource> ResourcesIn(object value) => value switch
    {
        IResource resource => [resource],
        IValueWithReferences composite => composite.References.SelectMany(ResourcesIn),
        _ => [],
    };

    /// <summary>Shows a resource below another.</summary>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResource parent) where T : IResource =>
        builder.WithRelationship(parent, RelationshipTypes.Parent);

    /// <inheritdoc cref="WithParentRelationship{T}(IResourceBuilder{T}, IResource)"/>
    public static IResourceBuilder<T> WithParentRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> parent)
        where T : IResource => builder.WithParentRelationship(parent.Resource);

    /// <summary>Shows another resource below this one.</summary>
    public static IResourceBuilder<T> WithChildRelationship<T>(this IResourceBuilder<T> builder, IResource child) where T : IResource
    {
        child.Annotations.Add(new ResourceRelationshipAnnotation(builder.Resource, RelationshipTypes.Parent));
        return builder;
    }

    /// <inheritdoc cref="WithChildRelationship{T}(IResourceBuilder{T}, IResource)"/>
    public static IResourceBuilder<T> WithChildRelationship<T>(this IResourceBuilder<T> builder, IResourceBuilder<IResource> child)
        where T : IResource => builder.WithChildRelationship(child.Resource);
}
