namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something with a value that is known at the latest when it is needed.</summary>
public interface IValueProvider
{
    /// <summary>The value; waits until it is known.</summary>
    ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default);

    /// <summary>The value as seen by the caller named in <paramref name="context"/>.</summary>
    ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) =>
        GetValueAsync(cancellationToken);
}

/// <summary>Who asks for a value, and in which kind of run.</summary>
public class ValueProviderContext
{
    /// <summary>The resource that will receive the value.</summary>
    public IResource? Caller { get; init; }

    /// <summary>Run or publish.</summary>
    public DistributedApplicationExecutionContext? ExecutionContext { get; init; }

    /// <summary>The network that addresses have to be valid in; null for the caller's own.</summary>
    public NetworkIdentifier? Network { get; init; }

    internal NetworkIdentifier? NetworkOfCaller() =>
        Caller?.IsContainer() == true ? KnownNetworkIdentifiers.DefaultAspireContainerNetwork : null;
}

/// <summary>Something that a manifest names instead of resolving: <c>{api.bindings.http.url}</c>.</summary>
public interface IManifestExpressionProvider
{
    /// <summary>The placeholder, braces included.</summary>
    string ValueExpression { get; }
}

/// <summary>A value that can be resolved in a run and named in a manifest.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider;

/// <summary>A value made of other values.</summary>
public interface IValueWithReferences
{
    /// <summary>The values and resources it is made of.</summary>
    IEnumerable<object> References { get; }
}
