using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using Belfry.ServiceDefaults;

namespace Belfry.Api.Validation;

/// <summary>
/// Checks an input against the attributes on its properties. Called by the handlers themselves: the framework's AddValidation()
/// would overlook internal types, walk through injected services by reflection, and run handlers after a failed binding (aspnetcore issue 64341).
/// </summary>
internal static class Faults
{
    /// <summary>What a program compiled to native code keeps of an input.</summary>
    public const DynamicallyAccessedMemberTypes Members = DynamicallyAccessedMemberTypes.PublicProperties;

    /// <inheritdoc cref="Of{T}(T)"/>
    public static Dictionary<string, string[]>? Of<[DynamicallyAccessedMembers(Members)] T, [DynamicallyAccessedMembers(Members)] TFurther>(T input, TFurther further)
        where T : notnull
        where TFurther : notnull =>
        Of(input) ?? Of(further);

    /// <returns>For each wrong field, by its JSON name, what is wrong with it; null when all is well.</returns>
    public static Dictionary<string, string[]>? Of<[DynamicallyAccessedMembers(Members)] T>(T input)
        where T : notnull =>
        IsSound(input) ? null : Explain(input);

    /// <summary>Most inputs are sound, and to find that out with the framework's Validator would cost more than the rest of a request.</summary>
    private static bool IsSound<[DynamicallyAccessedMembers(Members)] T>(T input)
        where T : notnull
    {
        foreach (var (property, rules) in Rules<T>.All)
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

        return input is not IValidatableObject whole || !Check(whole).Any();
    }

    private static Dictionary<string, string[]> Explain<[DynamicallyAccessedMembers(Members)] T>(T input)
        where T : notnull
    {
        var faults = Rules<T>.All.SelectMany(entry => PropertyFaults.Of(input, entry.Property), (entry, fault) => (Member: entry.Property.Name, Words: fault)).ToList();
        if (faults.Count == 0 && input is IValidatableObject whole)
        {
            faults.AddRange(Check(whole).SelectMany(result => result.MemberNames, (result, member) => (member, result.ErrorMessage!)));
        }

        return faults.GroupBy(fault => JsonNamingPolicy.CamelCase.ConvertName(fault.Member), fault => fault.Words).ToDictionary(field => field.Key, field => field.ToArray());
    }

    /// <summary>With a name that nobody reads: the type's own would be put together anew each time.</summary>
    private static IEnumerable<ValidationResult> Check(IValidatableObject whole) => whole.Validate(new(whole, "input", serviceProvider: null, items: null));

    private static class Rules<[DynamicallyAccessedMembers(Members)] T>
    {
        public static readonly (PropertyInfo Property, ValidationAttribute[] Rules)[] All =
            [.. typeof(T).GetProperties().Select(property => (property, property.GetCustomAttributes<ValidationAttribute>().ToArray())).Where(entry => entry.Item2.Length > 0)];
    }
}
