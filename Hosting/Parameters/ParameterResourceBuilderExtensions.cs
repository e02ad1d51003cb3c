using Aspire.Hosting.Publishing;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting;

/// <summary>Adds parameters, and connection strings that come from configuration.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is configured as <c>Parameters:{name}</c>.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        bool secret = false) => builder.AddResource(CreateParameter(builder, name, secret));

    /// <summary>Adds a parameter with a value in the model, which configuration can replace.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="publishValueAsDefault">Whether a manifest carries the value.</param>
    /// <param name="secret">True masks it everywhere.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string value,
        bool publishValueAsDefault = false,
        bool secret = false) => builder.AddParameter(name, () => value, publishValueAsDefault, secret);

    /// <summary>As above, with a value found when it is needed.</summary>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        Func<string> valueGetter,
        bool publishValueAsDefault = false,
        bool secret = false)
    {
        if (publishValueAsDefault && secret)
        {
            throw DistributedApplicationException.Of(
                $"The parameter '{name}' cannot be secret and publish its value.",
                "A published default is written to the manifest in clear.",
                "Drop one of publishValueAsDefault and secret.");
        }

        var parameter = CreateParameter(builder, name, secret);
        parameter.Default = new ConstantParameterDefault(valueGetter) { IsPublished = publishValueAsDefault };
        return builder.AddResource(parameter);
    }

    /// <summary>Adds a parameter with a default made when configuration has no value.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">Its name.</param>
    /// <param name="value">Makes the default, for example a <see cref="GenerateParameterDefault"/>.</param>
    /// <param name="secret">True masks it everywhere.</param>
    /// <param name="persist">True keeps the default in the AppHost's user secrets, so that the next run has the same.</param>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        ParameterDefault value,
        bool secret = false,
        bool persist = false) => builder.AddResource(Generated(builder, name, value, secret, persist));

    /// <summary>Adds a parameter whose value has a configuration key of its own.</summary>
    public static IResourceBuilder<ParameterResource> AddParameterFromConfiguration(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string configurationKey,
        bool secret = false) => builder.AddResource(new ParameterResource(
            name, _ => builder.Configuration[configurationKey] ?? throw MissingParameterValueException.For(name, configurationKey), secret)
        {
            ConfigurationKey = configurationKey,
        });

    /// <summary>Says what a parameter is for.</summary>
    public static IResourceBuilder<ParameterResource> WithDescription(
        this IResourceBuilder<ParameterResource> builder,
        string description,
        bool enableMarkdown = false)
    {
        builder.Resource.Description = description;
        builder.Resource.EnableDescriptionMarkdown = enableMarkdown;
        return builder;
    }

    /// <summary>Adds a connection string that is configured as <c>ConnectionStrings:{name}</c>.</summary>
    public static IResourceBuilder<IResourceWithConnectionString> AddConnectionString(
        this IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        string? environmentVariableName = null)
    {
        var key = $"ConnectionStrings:{name}";
        return builder.AddResource(new ConnectionStringParameterResource(
            name, _ => Configured(builder.Configuration, key) ?? throw MissingParameterValueException.For(name, key), environmentVariableName));
    }

    /// <summary>A random secret that is the same in every run, for resources of an own kind; not (yet) part of the model.</summary>
    public static ParameterResource CreateGeneratedParameter(
        IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        bool secret,
        GenerateParameterDefault parameterDefault) => Generated(builder, name, parameterDefault, secret, persist: true);

    /// <summary>A random password of 22 characters or more, the same in every run; not (yet) part of the model.</summary>
    public static ParameterResource CreateDefaultPasswordParameter(
        IDistributedApplicationBuilder builder,
        [ResourceName] string name,
        bool lower = true,
        bool upper = true,
        bool numeric = true,
        bool special = true,
        int minLower = 0,
        int minUpper = 0,
        int minNumeric = 0,
        int minSpecial = 0) => CreateGeneratedParameter(builder, name, secret: true, new GenerateParameterDefault
        {
            Lower = lower,
            Upper = upper,
            Numeric = numeric,
            Special = special,
            MinLower = minLower,
            MinUpper = minUpper,
            MinNumeric = minNumeric,
            MinSpecial = minSpecial,
        });

    /// <summary>Publishes a resource as a connection string that whoever deploys has to give.</summary>
    public static IResourceBuilder<T> PublishAsConnectionString<T>(this IResourceBuilder<T> builder)
        where T : ContainerResource, IResourceWithConnectionString =>
        builder.WithManifestPublishingCallback(context => ManifestWriter.WriteConnectionStringParameter(context, builder.Resource));

    /// <summary>A parameter that is not (yet) part of the model.</summary>
    public static ParameterResource CreateParameter(IDistributedApplicationBuilder builder, [ResourceName] string name, bool secret) =>
        new(
        name,
        fallback => Configured(builder.Configuration, $"Parameters:{name}") ?? fallback?.GetDefaultValue() ?? throw MissingParameterValueException.For(name, $"Parameters:{name}"),
        secret);

    private static ParameterResource Generated(
        IDistributedApplicationBuilder builder,
        string name,
        ParameterDefault value,
        bool secret,
        bool persist) => new(
            name,
            fallback => Configured(builder.Configuration, $"Parameters:{name}") ?? (persist && builder.ExecutionContext.IsRunMode
                ? Persist(builder, $"Parameters:{name}", fallback!.GetDefaultValue())
                : fallback!.GetDefaultValue()),
            secret)
        {
            Default = value,
        };

    // Shells cannot set a variable with a hyphen in its name, so Parameters__control_key stands for Parameters:control-key too.
    private static string? Configured(ConfigurationManager configuration, string key) =>
        configuration[key] ?? configuration[key.Replace('-', '_')];

    private static string Persist(IDistributedApplicationBuilder builder, string key, string fresh)
    {
        try
        {
            return UserSecrets.Of(builder.AppHostAssembly)?.GetOrAdd(key, fresh) ?? fresh;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Without a writable home folder the value lives for this run only; the application still works.
            return fresh;
        }
    }
}
