namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>
    /// Gives a resource the connection string of another as <c>ConnectionStrings__{connectionName}</c>, and its properties as <c>NAME_PROPERTY</c>.
    /// </summary>
    /// <param name="builder">The resource that connects.</param>
    /// <param name="source">The resource that is connected to.</param>
    /// <param name="connectionName">The name the program knows it by; the source's name by default.</param>
    /// <param name="optional">True starts the resource even when there is no value.</param>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false) where TDestination : IResourceWithEnvironment
    {
        var resource = source.Resource;
        var name = connectionName ?? resource.Name;
        return builder.WithReferenceRelationship(resource).WithEnvironment(context =>
        {
            if (ReferenceEnvironmentInjectionAnnotation.Wants(context.Resource, ReferenceEnvironmentInjectionFlags.ConnectionString))
            {
                var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{name}";
                context.EnvironmentVariables[variable] = new ConnectionStringReference(resource, optional);
            }

            if (!ReferenceEnvironmentInjectionAnnotation.Wants(context.Resource, ReferenceEnvironmentInjectionFlags.ConnectionProperties))
            {
                return;
            }

            var properties = resource.GetConnectionProperties()
                .Concat(resource.Annotations.OfType<ConnectionPropertyAnnotation>().Select(p => KeyValuePair.Create(p.Name, p.Value)));
            foreach (var (property, value) in properties)
            {
                context.EnvironmentVariables[$"{(name.Length == 0 ? "" : VariablePrefix(name) + "_")}{property.ToUpperInvariant()}"] = value;
            }
        });
    }

    /// <summary>Sets a variable to a connection string.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string envVarName,
        IResourceBuilder<IResourceWithConnectionString> resource) where T : IResourceWithEnvironment =>
        builder.WithReferenceRelationship(resource.Resource)
            .WithEnvironment(context => context.EnvironmentVariables[envVarName] = new ConnectionStringReference(resource.Resource, optional: false));

    /// <summary>Adds a part of the connection string that references also set.</summary>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, ReferenceExpression value)
        where T : IResourceWithConnectionString => builder.WithAnnotation(new ConnectionPropertyAnnotation(name, value));

    /// <summary>Adds a part of the connection string that references also set.</summary>
    public static IResourceBuilder<T> WithConnectionProperty<T>(this IResourceBuilder<T> builder, string name, string value)
        where T : IResourceWithConnectionString => builder.WithConnectionProperty(name, ReferenceExpression.Create($"{value}"));

    /// <summary>A part of a connection string by its name, ignoring case; empty when there is none.</summary>
    public static ReferenceExpression GetConnectionProperty(this IResourceWithConnectionString resource, string key) =>
        resource.GetConnectionProperties().FirstOrDefault(p => p.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Value ?? ReferenceExpression.Empty;

    /// <summary>Takes the connection string from another resource.</summary>
    public static IResourceBuilder<T> WithConnectionStringRedirection<T>(this IResourceBuilder<T> builder, IResourceWithConnectionString resource)
        where T : IResourceWithConnectionString =>
        builder.WithAnnotation(new ConnectionStringRedirectAnnotation(resource), ResourceAnnotationMutationBehavior.Replace);

    /// <summary>A name as the first part of an environment variable: <c>backup-worker</c> gives <c>BACKUP_WORKER</c>.</summary>
    private static string VariablePrefix(string name) => name.Replace('-', '_').ToUpperInvariant();
}
