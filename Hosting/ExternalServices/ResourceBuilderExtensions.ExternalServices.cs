namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    /// <summary>Lets a resource find an external service: sets <c>services__{name}__https__0</c> and <c>{NAME}</c> to its address.</summary>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<ExternalServiceResource> externalService) where TDestination : IResourceWithEnvironment
    {
        var service = externalService.Resource;
        return builder.WithReferenceRelationship(service).WithEnvironment(context =>
        {
            // Publishing does not know the parameter's value, so it does not know the scheme either.
            var isUnknown = service.Uri is null && context.ExecutionContext.IsPublishMode;
            var key = isUnknown ? "default" : service.Address.Scheme;
            context.EnvironmentVariables[$"services__{service.Name}__{key}__0"] = ValueOf(service);
            context.EnvironmentVariables[VariablePrefix(service.Name)] = ValueOf(service);
        });
    }

    /// <summary>Sets a variable to the address of an external service.</summary>
    public static IResourceBuilder<T> WithEnvironment<T>(
        this IResourceBuilder<T> builder,
        string name,
        IResourceBuilder<ExternalServiceResource> externalService) where T : IResourceWithEnvironment =>
        builder.WithReferenceRelationship(externalService.Resource)
            .WithEnvironment(context => context.EnvironmentVariables[name] = ValueOf(externalService.Resource));

    private static object ValueOf(ExternalServiceResource service) => service.UrlParameter ?? (object)service.Address.ToString();
}
