namespace Aspire.Hosting;

/// <summary>What a person types or chooses.</summary>
public enum InputType
{
    /// <summary>A line of text.</summary>
    Text = 0,

    /// <summary>A text typed unseen; its value is never shown, sent back or logged.</summary>
    SecretText = 1,

    /// <summary>One of <see cref="InteractionInput.Options"/>.</summary>
    Choice = 2,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean = 3,

    /// <summary>A number, with a point before decimals: <c>2.5</c>.</summary>
    Number = 4,
}

/// <summary>Something a person is asked for before a command runs.</summary>
public sealed class InteractionInput
{
    /// <summary>Name, unique among the inputs of a command, ignoring case.</summary>
    public required string Name { get; init; }

    /// <summary>What is shown; null shows the name.</summary>
    public string? Label { get; init; }

    /// <summary>A sentence shown beside it.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the description is Markdown; the dashboard of this engine shows it as plain text.</summary>
    public bool EnableDescriptionMarkdown { get; init; }

    /// <summary>What is typed or chosen.</summary>
    public required InputType InputType { get; init; }

    /// <summary>Whether an empty answer is refused; without meaning for <see cref="InputType.Boolean"/>.</summary>
    public bool Required { get; init; }

    /// <summary>For a <see cref="InputType.Choice"/>: value and shown text of each option.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Options { get; set; }

    /// <summary>For a <see cref="InputType.Choice"/>: whether a value that is not an option is taken too.</summary>
    public bool AllowCustomChoice { get; init; }

    /// <summary>What it begins with, and in a command the answer; null when there is none.</summary>
    public string? Value { get; set; }

    /// <summary>Shown while it is empty.</summary>
    public string? Placeholder { get; init; }

    /// <summary>Shown, but not to be changed.</summary>
    public bool Disabled { get; set; }

    /// <summary>Longest answer in characters; null for no limit but that of a message (64 KiB).</summary>
    public int? MaxLength { get; init; }

    /// <summary>The same question with an answer of its own.</summary>
    internal InteractionInput Answered(string? value) => new()
    {
        Name = Name,
        Label = Label,
        Description = Description,
        EnableDescriptionMarkdown = EnableDescriptionMarkdown,
        InputType = InputType,
        Required = Required,
        Options = Options,
        AllowCustomChoice = AllowCustomChoice,
        Value = value,
        Placeholder = Placeholder,
        Disabled = Disabled,
        MaxLength = MaxLength,
    };
}
