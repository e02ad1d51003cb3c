using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Belfry.ServiceDefaults;

/// <summary>
/// One options class and its section. Unlike the framework's binder it goes on after the first value that does not convert,
/// so that the operator sees every fault at once.
/// </summary>
internal sealed class OptionsSection<T>(IConfigurationSection section, Func<T, IEnumerable<(string Property, string Fault)>>? rule)
    : IConfigureOptions<T>, IValidateOptions<T>
    where T : class
{
    private static readonly PropertyInfo[] Properties = typeof(T).GetProperties();

    public void Configure(T options)
    {
        foreach (var property in Properties)
        {
            if (section[KeyOf(property)] is not null && TryRead(property, out var value))
            {
                property.SetValue(options, value);
            }
        }
    }

    public ValidateOptionsResult Validate(string? name, T options)
    {
        var faults = Faults(options, Properties);
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    /// <summary>What is wrong with the keys that the section has; it may lack any.</summary>
    public List<string> FaultsOfWhatIsThere(T options) => Faults(options, Array.FindAll(Properties, property => section[KeyOf(property)] is not null));

    private List<string> Faults(T options, PropertyInfo[] asked)
    {
        var faults = asked.SelectMany(property => Faults(property, options)).ToList();
        if (faults.Count == 0 && rule is not null)
        {
            faults.AddRange(rule(options).Where(fault => asked.Any(property => property.Name == fault.Property)).Select(fault => Sentence(typeof(T).GetProperty(fault.Property)!, fault.Fault)));
        }

        return faults;
    }

    private IEnumerable<string> Faults(PropertyInfo property, T options)
    {
        if (!TryRead(property, out _))
        {
            return [Sentence(property, $"'{section[KeyOf(property)]}' is not {Kind(property.PropertyType)}.")];
        }

        var results = new List<ValidationResult>();
        Validator.TryValidateProperty(property.GetValue(options), new ValidationContext(options) { MemberName = property.Name }, results);
        return results.Select(result => Sentence(property, result.ErrorMessage ?? "The value is not valid."));
    }

    private bool TryRead(PropertyInfo property, out object? value)
    {
        try
        {
            value = section.GetValue(property.PropertyType, KeyOf(property));
            return true;
        }
        catch (InvalidOperationException)
        {
            value = null;
            return false;
        }
    }

    private static string Kind(Type type) => type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}" : $"a {type.Name}";

    private static string KeyOf(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;

    private string Sentence(PropertyInfo property, string fault) => ValidatedOptions.Sentence($"{section.Path}:{KeyOf(property)}", fault);
}
