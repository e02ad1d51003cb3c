using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Belfry.ServiceDefaults;

/// <summary>
/// One options class and its section. Unlike the framework's binder it goes on after the first value that does not convert,
/// so that the operator sees every fault at once. Properties are texts, whole numbers, times, yes or no, and names of an enumeration.
/// </summary>
internal sealed class OptionsSection<[DynamicallyAccessedMembers(ValidatedOptions.Members)] T>(IConfigurationSection section, Func<T, IEnumerable<(string Property, string Fault)>>? rule)
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

        return PropertyFaults.Of(options, property).Select(fault => Sentence(property, fault));
    }

    private bool TryRead(PropertyInfo property, out object? value)
    {
        value = null;
        try
        {
            if (section[KeyOf(property)] is { } text)
            {
                value = Read(property.PropertyType, text);
            }

            return true;
        }
        catch (Exception failure) when (failure is FormatException or OverflowException or ArgumentException)
        {
            return false;
        }
    }

    private static object Read(Type type, string text) => type switch
    {
        _ when type == typeof(string) => text,
        _ when type == typeof(int) => int.Parse(text, CultureInfo.InvariantCulture),
        _ when type == typeof(bool) => bool.Parse(text),
        _ when type == typeof(TimeSpan) => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
        _ when type.IsEnum => Enum.Parse(type, text, ignoreCase: true),
        _ => throw new NotSupportedException($"{typeof(T).Name} has a property of type {type.Name}."),
    };

    private static string Kind(Type type) => type.IsEnum ? $"one of {string.Join(", ", Enum.GetNames(type))}" : $"a {type.Name}";

    private static string KeyOf(PropertyInfo property) =>
        property.GetCustomAttribute<ConfigurationKeyNameAttribute>()?.Name ?? property.Name;

    private string Sentence(PropertyInfo property, string fault) => ValidatedOptions.Sentence($"{section.Path}:{KeyOf(property)}", fault);
}
