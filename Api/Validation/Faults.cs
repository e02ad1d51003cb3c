using System.Collections.Concurrent;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;

namespace Belfry.Api.Validation;

/// <summary>
/// Checks an input against the attributes on its properties. Called by the handlers themselves: the framework's AddValidation()
/// would overlook internal types, walk through injected services by reflection, and run handlers after a failed binding (aspnetcore issue 64341).
/// </summary>
internal static class Faults
{
    private static readonly ConcurrentDictionary<Type, (PropertyInfo Property, ValidationAttribute[] Rules)[]> Known = new();

    /// <inheritdoc cref="Of(object)"/>
    public static Dictionary<string, string[]>? Of(object input, object further) => Of(input) ?? Of(further);

    /// <returns>For each wrong field, by its JSON name, what is wrong with it; null when all is well.</returns>
    public static Dictionary<string, string[]>? Of(object input) => IsSound(input) ? null : Explain(input);

    /// <summary>Most inputs are sound, and to find that out with the framework's Validator would cost more than the rest of a request.</summary>
    private static bool IsSound(object input)
    {
        foreach (var (property, rules) in Known.GetOrAdd(input.GetType(), RulesOf))
        {
            var value = property.GetValue(input);
            foreach (var rule in rules)
            {
                if (!rule.IsValid(value))
                {
                    return false;
                }
            }
        }

        return input is not IValidatableObject whole || !whole.Validate(new ValidationContext(input)).Any();
    }

    private static (PropertyInfo Property, ValidationAttribute[] Rules)[] RulesOf(Type type) =>
        [.. type.GetProperties().Select(property => (property, property.GetCustomAttributes<ValidationAttribute>().ToArray())).Where(entry => entry.Item2.Length > 0)];

    private static Dictionary<string, string[]> Explain(object input)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(input, new ValidationContext(input), results, validateAllProperties: true);
        return results
            .SelectMany(result => result.MemberNames, (result, member) => (Field: JsonNamingPolicy.CamelCase.ConvertName(member), result.ErrorMessage))
            .GroupBy(fault => fault.Field)
            .ToDictionary(faults => faults.Key, faults => faults.Select(fault => fault.ErrorMessage ?? "The value is not valid.").ToArray());
    }
}
