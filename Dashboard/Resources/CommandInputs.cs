using System.Globalization;

namespace Belfry.Dashboard.Resources;

/// <summary>
/// Inputs as the host lists them, cut to what a dialog can show, and the answers to them, checked before they go to the host.
/// What was answered appears in no message and no log: it may be a secret.
/// </summary>
internal static class CommandInputs
{
    public const int MaxInputs = 32;
    public const int MaxOptions = 200;

    /// <summary>Longest answer, unless the input says less: a certificate with its chain fits.</summary>
    public const int MaxAnswerLength = 16 * 1024;

    /// <summary>The resource with no more inputs than can be asked, and without the value of any secret one.</summary>
    public static ResourceSnapshot Bound(ResourceSnapshot resource) =>
        resource.Commands.TrueForAll(command => command.Inputs is null)
            ? resource
            : resource with { Commands = resource.Commands.ConvertAll(command => command with { Inputs = command.Inputs?.Take(MaxInputs).Select(Bound).ToList() }) };

    /// <returns>What is wrong with the answers, by input; empty when they can go to the host.</returns>
    public static Dictionary<string, string[]> Check(ResourceCommand command, IReadOnlyDictionary<string, string> answers)
    {
        var inputs = command.Inputs ?? [];
        var faults = new Dictionary<string, string[]>();
        foreach (var input in inputs)
        {
            if (Fault(input, answers.FirstOrDefault(answer => Same(answer.Key, input.Name)).Value ?? "") is { } fault)
            {
                faults[input.Name] = [fault];
            }
        }

        foreach (var name in answers.Keys.Where(name => !inputs.Exists(input => Same(input.Name, name))).Take(MaxInputs))
        {
            faults[name] = [$"{command.DisplayName} asks for no such value."];
        }

        return faults;
    }

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static CommandInput Bound(CommandInput input) => input with
    {
        Options = input.Options?.Take(MaxOptions).ToList(),
        Value = input.Kind == "secret" ? null : input.Value,
        MaxLength = Math.Clamp(input.MaxLength ?? MaxAnswerLength, 1, MaxAnswerLength),
    };

    private static string? Fault(CommandInput input, string answer)
    {
        var label = input.Label ?? input.Name;
        if (string.IsNullOrWhiteSpace(answer))
        {
            return input.Required && input.Kind != "boolean" ? $"{label} is needed." : null;
        }

        var longest = input.MaxLength ?? MaxAnswerLength;
        return answer.Length > longest ? $"{label} may have {longest} characters." : input.Kind switch
        {
            "choice" when !input.AllowOther && input.Options?.Exists(option => option.Value == answer) is not true => $"{label} must be one of the values offered.",
            "boolean" when answer is not ("true" or "false") => $"{label} must be true or false.",
            "number" when !double.TryParse(answer, NumberStyles.Float, CultureInfo.InvariantCulture, out _) => $"{label} must be a number, such as 12 or 0.5.",
            _ => null,
        };
    }
}
