namespace Aspire.Hosting;

/// <summary>A connection string that the model puts together or takes from configuration.</summary>
public sealed class ConnectionStringResource(string name, ReferenceExpression connectionStringExpression)
    : Resource(name), IResourceWithConnectionString, IResourceWithWaitSupport
{
    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => connectionStringExpression;
}

/// <summary>Adds connection strings to the model.</summary>
public static class ConnectionStringBuilderExtensions
{
    /// <summary>Adds a connection string made of other values.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        ReferenceExpression connectionStringExpression) =>
        builder.AddResource(new ConnectionStringResource(name, connectionStringExpression));

    /// <summary>Adds a connection string put together by a callback.</summary>
    public static IResourceBuilder<ConnectionStringResource> AddConnectionString(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        Action<ReferenceExpressionBuilder> connectionStringBuilder)
    {
        var expression = new ReferenceExpressionBuilder();
        connectionStringBuilder(expression);
        return builder.AddConnectionString(name, expression.Build());
    }
}
