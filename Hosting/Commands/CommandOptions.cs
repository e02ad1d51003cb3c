namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command looks and when it can be used.</summary>
public class CommandOptions
{
    /// <summary>What it does, in a sentence.</summary>
    public string? Description { get; set; }

    /// <summary>Data for those who show commands.</summary>
    public object? Parameter { get; set; }

    /// <summary>What a person is asked for first, in this order; nothing by default.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; set; } = [];

    /// <summary>Checks the answers before the command runs; null checks only what the inputs themselves say.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; set; }

    /// <summary>A question asked first; null asks none.</summary>
    public string? ConfirmationMessage { get; set; }

    /// <summary>Name of an icon.</summary>
    public string? IconName { get; set; }

    /// <summary>Look of the icon.</summary>
    public IconVariant? IconVariant { get; set; }

    /// <summary>Whether it is shown as a button instead of in a menu.</summary>
    public bool IsHighlighted { get; set; }

    /// <summary>Decides whether the command can be used; by default always.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState>? UpdateState { get; set; }
}
