namespace Aspire.Hosting.ApplicationModel;

/// <summary>A reference to a connection string that may have to exist.</summary>
/// <param name="resource">The resource that has it.</param>
/// <param name="optional">False makes a missing connection string a fault of the start.</param>
public class ConnectionStringReference(IResourceWithConnectionString resource, bool optional) : IExpressionValue, IValueWithReferences
{
    /// <summary>The resource that has it.</summary>
    public IResourceWithConnectionString Resource => resource;

    /// <summary>False makes a missing connection string a fault of the start.</summary>
    public bool Optional => optional;

    string IManifestExpressionProvider.ValueExpression => resource.ValueExpression;

    IEnumerable<object> IValueWithReferences.References => [resource];

    ValueTask<string?> IValueProvider.GetValueAsync(CancellationToken cancellationToken) =>
        ((IValueProvider)this).GetValueAsync(new ValueProviderContext(), cancellationToken);

    async ValueTask<string?> IValueProvider.GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken)
    {
        var value = await resource.GetValueAsync(context, cancellationToken).ConfigureAwait(false);
        return !string.IsNullOrEmpty(value) || optional
            ? value
            : throw DistributedApplicationException.Of(
                $"The connection string '{resource.Name}' has no value.",
                "A resource refers to it and the reference is not optional.",
                $"Set ConnectionStrings__{resource.Name} in the environment, or ConnectionStrings:{resource.Name} in the AppHost's user secrets.");
    }
}

/// <summary>A part of a connection string that references also set.</summary>
public sealed class ConnectionPropertyAnnotation(string name, ReferenceExpression referenceExpression) : IResourceAnnotation
{
    /// <summary>Name, for example <c>Host</c>; the variable is <c>RESOURCE_HOST</c>.</summary>
    public string Name => name;

    /// <summary>Value.</summary>
    public ReferenceExpression Value => referenceExpression;
}
