namespace Belfry.Dashboard.Resources;

/// <summary>
/// Something a command wants to be told before it runs. <paramref name="Kind"/> is <c>text</c>, <c>secret</c>, <c>choice</c>, <c>boolean</c> or <c>number</c>;
/// <paramref name="Value"/> is what the dialog starts with, and never there for a secret. A choice with <paramref name="AllowOther"/> takes what is not among its options too.
/// </summary>
internal sealed record CommandInput(
    string Name, string? Label = null, string? Description = null, string Kind = "text", bool Required = false, string? Placeholder = null, string? Value = null,
    List<CommandOption>? Options = null, bool AllowOther = false, bool Disabled = false, int? MaxLength = null);

/// <summary>One answer that a choice offers.</summary>
internal sealed record CommandOption(string Value, string? Label = null);

/// <summary>The body of a command: an answer for each input, all of them text (<c>true</c>, <c>12.5</c>).</summary>
internal sealed record CommandRequest(Dictionary<string, string>? Arguments = null);
