namespace Aspire.Hosting;

/// <summary>Lets the model check answers before a command runs.</summary>
public sealed class InputsDialogValidationContext
{
    private readonly List<string> _errors = [];

    /// <summary>The inputs with their answers.</summary>
    public required InteractionInputCollection Inputs { get; init; }

    /// <summary>Cancelled when the host stops.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The services of the host.</summary>
    public required IServiceProvider Services { get; init; }

    internal IReadOnlyList<string> Errors => _errors;

    /// <summary>Refuses an answer; the message is shown to the person.</summary>
    public void AddValidationError(InteractionInput input, string errorMessage) => _errors.Add($"{input.Label ?? input.Name}: {errorMessage}");

    /// <inheritdoc cref="AddValidationError(InteractionInput, string)"/>
    public void AddValidationError(string inputName, string errorMessage) => AddValidationError(Inputs[inputName], errorMessage);
}
