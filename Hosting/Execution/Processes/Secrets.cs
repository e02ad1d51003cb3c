namespace Aspire.Hosting.Execution;

/// <summary>Tells whether a value of the model contains a secret, by following its references.</summary>
internal static class Secrets
{
    public static bool IsIn(object value) => value switch
    {
        ParameterResource parameter => parameter.Secret,
        SecretText => true,
        IResourceBuilder<IResource> builder => IsIn(builder.Resource),
        EndpointReference or EndpointReferenceExpression => false,
        IValueWithReferences composite => composite.References.Any(IsIn),
        _ => false,
    };
}
