using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Belfry.ServiceDefaults;

/// <summary>What the attributes of a property say of its value. Of the ways of <see cref="Validator"/> the one that needs no type described by reflection, so that it works in a program compiled to native code.</summary>
public static class PropertyFaults
{
    /// <summary>A sentence for each broken rule; where a required value is missing, that alone.</summary>
    public static IEnumerable<string> Of(object owner, PropertyInfo property)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateValue(
            property.GetValue(owner), new ValidationContext(owner, property.Name, serviceProvider: null, items: null) { MemberName = property.Name }, results,
            property.GetCustomAttributes<ValidationAttribute>());
        return results.Select(result => result.ErrorMessage ?? "The value is not valid.");
    }
}
