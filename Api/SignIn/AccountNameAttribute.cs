using System.ComponentModel.DataAnnotations;
using System.Text.RegularExpressions;

namespace Belfry.Api.SignIn;

/// <summary>What can be typed on any keyboard and mistaken for nothing else: 1 to 40 of a-z, 0-9, dot, hyphen and underscore.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class AccountNameAttribute() : ValidationAttribute("The field {0} must have 1 to 40 letters a to z, digits, dots, hyphens or underscores.")
{
    public override bool IsValid(object? value) => value is string text && Shape().IsMatch(text);

    [GeneratedRegex("^[a-z0-9._-]{1,40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
