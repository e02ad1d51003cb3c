using System.ComponentModel.DataAnnotations;
using System.Text.Json;

namespace Belfry.Api.Validation;

/// <summary>
/// Checks an input against the attributes on its properties. Called by the handlers themselves: the framework's AddValidation()
/// would overlook internal types, walk through injected services by reflection, and run handlers after a failed binding (aspnetcore issue 64341).
/// </summary>
internal static class Faults
{
    /// <inheritdoc cref="Of(object)"/>
    public static Dictionary<string, string[]>? Of(object input, object further) => Of(input) ?? Of(further);

    /// <returns>For each wrong field, by its JSON name, what is wrong with it; null when all is well.</returns>
    public static Dictionary<string, string[]>? Of(object input)
    {
        var results = new List<ValidationResult>();
        return Validator.TryValidateObject(input, new ValidationContext(input), results, validateAllProperties: true) ? null : results
            .SelectMany(result => result.MemberNames, (result, member) => (Field: JsonNamingPolicy.CamelCase.ConvertName(member), result.ErrorMessage))
            .GroupBy(fault => fault.Field)
            .ToDictionary(faults => faults.Key, faults => faults.Select(fault => fault.ErrorMessage ?? "The value is not valid.").ToArray());
    }
}
