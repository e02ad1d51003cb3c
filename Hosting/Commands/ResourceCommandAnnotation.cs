using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Whether a command can be used now.</summary>
public enum ResourceCommandState
{
    /// <summary>Yes.</summary>
    Enabled = 0,

    /// <summary>Shown, not usable.</summary>
    Disabled = 1,

    /// <summary>Not shown.</summary>
    Hidden = 2,
}

/// <summary>The look of an icon.</summary>
public enum IconVariant
{
    /// <summary>Outlined.</summary>
    Regular = 0,

    /// <summary>Filled.</summary>
    Filled = 1,
}

/// <summary>Something a person can do with a resource.</summary>
public sealed class ResourceCommandAnnotation(
    string name,
    string displayName,
    Func<UpdateCommandStateContext, ResourceCommandState> updateState,
    Func<ExecuteCommandContext, Task<ExecuteCommandResult>> executeCommand,
    string? displayDescription,
    object? parameter,
    string? confirmationMessage,
    string? iconName,
    IconVariant? iconVariant,
    bool isHighlighted) : IResourceAnnotation
{
    /// <summary>Name, unique in the resource: <c>restart</c>.</summary>
    public string Name => name;

    /// <summary>What is shown.</summary>
    public string DisplayName => displayName;

    /// <summary>Decides, after every change of the resource, whether the command can be used.</summary>
    public Func<UpdateCommandStateContext, ResourceCommandState> UpdateState => updateState;

    /// <summary>Does it.</summary>
    public Func<ExecuteCommandContext, Task<ExecuteCommandResult>> ExecuteCommand => executeCommand;

    /// <summary>What it does, in a sentence.</summary>
    public string? DisplayDescription => displayDescription;

    /// <summary>Data for those who show commands.</summary>
    public object? Parameter => parameter;

    /// <summary>What a person is asked for first.</summary>
    public IReadOnlyList<InteractionInput> Arguments { get; internal init; } = [];

    /// <summary>Checks the answers; null checks only what the inputs themselves say.</summary>
    public Func<InputsDialogValidationContext, Task>? ValidateArguments { get; internal init; }

    /// <summary>A question asked first; null asks none.</summary>
    public string? ConfirmationMessage => confirmationMessage;

    /// <summary>Name of an icon.</summary>
    public string? IconName => iconName;

    /// <summary>Look of the icon.</summary>
    public IconVariant? IconVariant => iconVariant;

    /// <summary>Whether it is shown as a button instead of in a menu.</summary>
    public bool IsHighlighted => isHighlighted;
}

/// <summary>What the state of a command depends on.</summary>
public sealed class UpdateCommandStateContext
{
    /// <summary>The resource's present state.</summary>
    public required CustomResourceSnapshot ResourceSnapshot { get; init; }

    /// <summary>The services of the host.</summary>
    public required IServiceProvider ServiceProvider { get; init; }
}

/// <summary>What a command gets.</summary>
public sealed class ExecuteCommandContext
{
    /// <summary>The services of the host.</summary>
    public required IServiceProvider ServiceProvider { get; init; }

    /// <summary>The resource it is executed on.</summary>
    public required string ResourceName { get; init; }

    /// <summary>Cancelled when the host stops.</summary>
    public required CancellationToken CancellationToken { get; init; }

    /// <summary>The console log of the resource.</summary>
    public required ILogger Logger { get; init; }

    /// <summary>The answers to the command's inputs, checked.</summary>
    public required InteractionInputCollection Arguments { get; init; }
}

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Whether it did what it should.</summary>
    public required bool Success { get; init; }

    /// <summary>Whether it was given up on request.</summary>
    public bool Canceled { get; init; }

    /// <summary>What to tell when it succeeded.</summary>
    public string? Message { get; init; }

    /// <summary>What it gives back beside its message; null when nothing.</summary>
    public CommandResultData? Data { get; init; }

    /// <summary>What to tell when it failed.</summary>
    public string? ErrorMessage { get; init; }
}

/// <summary>Makes command results.</summary>
public static class CommandResults
{
    /// <summary>It worked.</summary>
    public static ExecuteCommandResult Success() => new() { Success = true };

    /// <summary>It worked, and there is something to tell.</summary>
    public static ExecuteCommandResult Success(string message) => new() { Success = true, Message = message };

    /// <summary>It worked, and gives something back.</summary>
    public static ExecuteCommandResult Success(string message, CommandResultData value) => new() { Success = true, Message = message, Data = value };

    /// <inheritdoc cref="Success(string, CommandResultData)"/>
    public static ExecuteCommandResult Success(string message, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) =>
        Success(message, new CommandResultData { Value = result, Format = resultFormat });

    /// <summary>It worked, and gives something back that may be shown at once.</summary>
    public static ExecuteCommandResult Success(string message, string result, CommandResultFormat resultFormat, bool displayImmediately) =>
        Success(message, new CommandResultData { Value = result, Format = resultFormat, DisplayImmediately = displayImmediately });

    /// <summary>It failed, and gives something back.</summary>
    public static ExecuteCommandResult Failure(string errorMessage, CommandResultData value) =>
        new() { Success = false, ErrorMessage = errorMessage, Data = value };

    /// <inheritdoc cref="Failure(string, CommandResultData)"/>
    public static ExecuteCommandResult Failure(string errorMessage, string result, CommandResultFormat resultFormat = CommandResultFormat.Text) =>
        Failure(errorMessage, new CommandResultData { Value = result, Format = resultFormat });

    /// <summary>It failed.</summary>
    public static ExecuteCommandResult Failure(string? errorMessage = null) => new() { Success = false, ErrorMessage = errorMessage };

    /// <summary>It failed with an exception, whose message is told.</summary>
    public static ExecuteCommandResult Failure(Exception exception) => Failure(exception.Message);

    /// <summary>It was given up on request.</summary>
    public static ExecuteCommandResult Canceled() => new() { Success = false, Canceled = true };
}
