using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Belfry.ServiceDefaults;

/// <summary>
/// Options that are checked when the service starts. All faults of all sections are reported together, each with its key and
/// environment variable: <c>Backup:Keep (environment variable Backup__Keep): The field Keep must be between 1 and 10000.</c>
/// </summary>
public static class ValidatedOptions
{
    /// <summary>What a program compiled to native code keeps of an options class.</summary>
    internal const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicProperties | DynamicallyAccessedMemberTypes.PublicParameterlessConstructor;

    /// <summary>Binds the scalar properties of <typeparamref name="T"/> from a section and validates their attributes.</summary>
    /// <param name="section">The section's name: <c>Backup</c>.</param>
    /// <param name="rule">
    /// A further rule, asked when the attributes are content: yields the name of each faulty property and what is wrong with it,
    /// such as <c>("Schedule", "Not a five-field cron expression, for example */15 * * * *")</c>.
    /// </param>
    public static IServiceCollection AddValidatedOptions<[DynamicallyAccessedMembers(Members)] T>(
        this IServiceCollection services, string section, Func<T, IEnumerable<(string Property, string Fault)>>? rule = null)
        where T : class
    {
        services.AddOptions<T>().ValidateOnStart();
        services.AddSingleton(provider => new OptionsSection<T>(provider.GetRequiredService<IConfiguration>().GetSection(section), rule));
        services.AddSingleton<IConfigureOptions<T>>(provider => provider.GetRequiredService<OptionsSection<T>>());
        services.AddSingleton<IValidateOptions<T>>(provider => provider.GetRequiredService<OptionsSection<T>>());
        return services;
    }

    /// <summary>What is wrong with the keys that a section has, where others stand in for those it lacks. The rule is as in <see cref="AddValidatedOptions"/>.</summary>
    public static IReadOnlyList<string> FaultsOf<[DynamicallyAccessedMembers(Members)] T>(IConfigurationSection section, Func<T, IEnumerable<(string Property, string Fault)>>? rule = null)
        where T : class, new()
    {
        var (options, read) = (new T(), new OptionsSection<T>(section, rule));
        read.Configure(options);
        return read.FaultsOfWhatIsThere(options);
    }

    /// <summary>A fault with the key that it is of, such as <c>Backup:Keep</c>, and its environment variable.</summary>
    public static string Sentence(string key, string fault) => $"{key} (environment variable {key.Replace(":", "__", StringComparison.Ordinal)}): {fault}";
}
