namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that others reach through a connection string. Only <see cref="ConnectionStringExpression"/> must be given.</summary>
public interface IResourceWithConnectionString : IResource, IExpressionValue, IValueWithReferences
{
    /// <summary>The connection string, for example <c>Data Source={path}/app.db</c>.</summary>
    ReferenceExpression ConnectionStringExpression { get; }

    /// <summary>The environment variable a reference sets; null for <c>ConnectionStrings__name</c>.</summary>
    string? ConnectionStringEnvironmentVariable => null;

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    IEnumerable<object> IValueWithReferences.References => [ConnectionStringExpression];

    /// <summary>The connection string; waits until it is known.</summary>
    ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        this.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect)
            ? redirect.Resource.GetConnectionStringAsync(cancellationToken)
            : ConnectionStringExpression.GetValueAsync(cancellationToken);

    /// <summary>Parts that a reference also sets, each as <c>NAME_PART</c>; none by default.</summary>
    IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() => [];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        this.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect)
            ? redirect.Resource.GetValueAsync(context, cancellationToken)
            : ConnectionStringExpression.GetValueAsync(context, cancellationToken);
}
