using System.ComponentModel.DataAnnotations;

namespace Belfry.Api.Validation;

/// <summary>An absolute http or https address: what a page may safely offer as a link, so never javascript:, data: or a path.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WebAddressAttribute() : ValidationAttribute("The field {0} must be an http or https address.")
{
    public override bool IsValid(object? value) => value is null
        || (value is string text && Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps));
}
