using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Asks the person at the dashboard for parameters that have no value, and lets every value be changed during the run: the command
/// <c>set-parameter</c>. Values are shown as far as they are no secrets, and never logged.
/// </summary>
internal sealed class ParameterPrompt(ResourceNotificationService notifications, UserSecrets? secrets)
{
    private const string ValueName = "value";
    private const string SaveName = "save";
    private const int MaxLength = 16_384;

    /// <summary>Every parameter of a model beside the resource that people see for it: itself, or the connection string that it fills.</summary>
    public static IEnumerable<(IResource Shown, ParameterResource Parameter)> Of(DistributedApplicationModel model) => model.Resources.SelectMany(
        resource => resource switch
        {
            ParameterResource parameter => [(resource, parameter)],
            ConnectionStringResource connection => In(connection).Where(p => !model.Resources.Contains(p)).Select(p => (resource, p)),
            _ => Enumerable.Empty<(IResource, ParameterResource)>(),
        });

    /// <summary>The parameters that a connection string is made of.</summary>
    public static IEnumerable<ParameterResource> In(ConnectionStringResource connection) =>
        connection.ConnectionStringExpression.ValueProviders.OfType<ParameterResource>();

    public void AddCommands(DistributedApplicationModel model)
    {
        foreach (var (shown, parameter) in Of(model).ToArray())
        {
            if (!shown.Annotations.OfType<ResourceCommandAnnotation>().Any(c => c.Name == KnownResourceCommands.SetParameterCommand))
            {
                shown.Annotations.Add(Command(shown, parameter));
            }
        }
    }

    /// <summary>Publishes a parameter as it is: its value, or that it waits for one.</summary>
    public Task ShowAsync(IResource shown, ParameterResource parameter) => notifications.PublishUpdateAsync(shown, s => parameter.IsAwaited
        ? s with { State = new ResourceStateSnapshot(KnownResourceStates.ValueMissing, KnownResourceStateStyles.Warn) }
        : s with
        {
            State = KnownResourceStates.Running,
            Properties = ResourceProperties.Merge(s.Properties, [new("Value", parameter.Value) { IsSensitive = parameter.Secret }]),
        });

    private ResourceCommandAnnotation Command(IResource shown, ParameterResource parameter)
    {
        var value = new InteractionInput
        {
            Name = ValueName,
            Label = parameter.Name,
            Description = parameter.Description,
            EnableDescriptionMarkdown = parameter.EnableDescriptionMarkdown,
            InputType = parameter.Secret ? InputType.SecretText : InputType.Text,
            Required = true,
            MaxLength = MaxLength,
            Value = parameter.IsAwaited || parameter.Secret ? null : parameter.Value,
        };
        var save = new InteractionInput
        {
            Name = SaveName,
            Label = "Remember in user secrets",
            Description = "The next run has the value too. It is kept in a file of yours outside the repository.",
            InputType = InputType.Boolean,
        };
        return new ResourceCommandAnnotation(
            KnownResourceCommands.SetParameterCommand,
            "Set parameter",
            _ => ResourceCommandState.Enabled,
            context => ExecuteAsync(shown, parameter, value, context),
            "Sets the value. A resource that is running already gets it when it is restarted.",
            parameter: null,
            confirmationMessage: null,
            iconName: "Key",
            iconVariant: IconVariant.Regular,
            isHighlighted: true)
        {
            Arguments = secrets is null ? [value] : [value, save],
        };
    }

    private async Task<ExecuteCommandResult> ExecuteAsync(IResource shown, ParameterResource parameter, InteractionInput asked, ExecuteCommandContext context)
    {
        var value = context.Arguments.GetString(ValueName)!;
        parameter.Set(value);
        if (!parameter.Secret)
        {
            asked.Value = value;
        }

        if (shown == parameter)
        {
            await ShowAsync(shown, parameter).ConfigureAwait(false);
        }

        context.Logger.LogInformation("The value was set in the dashboard.");
        if (!context.Arguments.TryGetByName(SaveName, out var save) || !bool.TryParse(save.Value, out var isWanted) || !isWanted)
        {
            return CommandResults.Success($"'{parameter.Name}' has its value for this run.");
        }

        try
        {
            secrets!.Set(parameter.ConfigurationKey, value);
            return CommandResults.Success($"'{parameter.Name}' has its value, for later runs too.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return CommandResults.Failure($"'{parameter.Name}' has its value for this run, but {secrets!.Path} cannot be written: {failure.Message}");
        }
    }
}
