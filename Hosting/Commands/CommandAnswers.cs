using System.Globalization;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Puts the answers to a command's inputs together and checks them, whoever gave them.</summary>
internal static class CommandAnswers
{
    /// <summary>The inputs of a command with their answers, and what is wrong with them; an input that was not answered keeps what it begins with.</summary>
    public static (InteractionInputCollection Inputs, IReadOnlyList<string> Errors) Check(
        ResourceCommandAnnotation command,
        InteractionInputCollection answers)
    {
        var inputs = new InteractionInputCollection([.. command.Arguments.Select(input =>
            input.Answered(!input.Disabled && answers.TryGetByName(input.Name, out var answer) ? answer.Value : input.Value))]);
        var unknown = answers.Names.Where(name => !inputs.ContainsName(name)).Select(name => $"There is no input '{name}'.");
        return (inputs, [.. unknown, .. inputs.Select(Fault).OfType<string>()]);
    }

    /// <summary>Never quotes the answer: it may be a secret.</summary>
    private static string? Fault(InteractionInput input)
    {
        var label = input.Label ?? input.Name;
        if (string.IsNullOrEmpty(input.Value))
        {
            return input.Required && input.InputType != InputType.Boolean ? $"{label}: a value is needed." : null;
        }

        return input.InputType switch
        {
            _ when input.Value.Length > input.MaxLength => $"{label}: at most {input.MaxLength} characters.",
            InputType.Boolean when !bool.TryParse(input.Value, out _) => $"{label}: true or false.",
            InputType.Number when !double.TryParse(input.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => $"{label}: a number.",
            InputType.Choice when !input.AllowCustomChoice && !(input.Options ?? []).Any(option => option.Key == input.Value) =>
                $"{label}: one of {string.Join(", ", (input.Options ?? []).Select(option => option.Key))}.",
            _ => null,
        };
    }
}
