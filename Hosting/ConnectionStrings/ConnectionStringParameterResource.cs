namespace Aspire.Hosting.ApplicationModel;

/// <summary>A connection string that comes from configuration: <c>ConnectionStrings:{name}</c>. A parameter and a connection string have some members in common; here they mean the parameter.</summary>
internal sealed class ConnectionStringParameterResource : ParameterResource, IResourceWithConnectionString, IResourceWithWaitSupport
{
    private readonly string? _variable;

    public ConnectionStringParameterResource(string name, Func<ParameterDefault?, string> callback, string? variable) : base(name, callback, secret: true)
    {
        _variable = variable;
        IsConnectionString = true;
    }

    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{this}");

    public string? ConnectionStringEnvironmentVariable => _variable;

    string IManifestExpressionProvider.ValueExpression => $"{{{Name}.connectionString}}";

    IEnumerable<object> IValueWithReferences.References => [];

    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        this.TryGetLastAnnotation<ConnectionStringRedirectAnnotation>(out var redirect)
            ? redirect.Resource.GetConnectionStringAsync(cancellationToken)
            : GetValueAsync(cancellationToken);

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) => GetConnectionStringAsync(cancellationToken);

    ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) =>
        GetConnectionStringAsync(cancellationToken);
}
