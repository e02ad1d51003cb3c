using System.ComponentModel.DataAnnotations;

namespace Belfry.Api.Validation;

/// <summary>Text of limited length without control characters; line breaks and tabs only where <see cref="Lines.Many"/> are allowed.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PlainTextAttribute(int maximumLength, Lines lines = Lines.One) : StringLengthAttribute(maximumLength)
{
    public override bool IsValid(object? value) => base.IsValid(value) && (value is not string text || !HasForbidden(text));

    public override string FormatErrorMessage(string name) =>
        $"The field {name} must have at most {MaximumLength} characters, none of them a control character.";

    private bool HasForbidden(string text)
    {
        foreach (var character in text)
        {
            if (char.IsControl(character) && !(lines == Lines.Many && character is '\n' or '\r' or '\t'))
            {
                return true;
            }
        }

        return false;
    }
}

internal enum Lines
{
    One,
    Many,
}
