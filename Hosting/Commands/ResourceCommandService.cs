using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Executes commands of resources, for the dashboard and for code.</summary>
public class ResourceCommandService
{
    private readonly DistributedApplicationModel _model;
    private readonly ResourceLoggerService _loggers;
    private readonly ResourceNotificationService _notifications;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly IServiceProvider _services;

    internal ResourceCommandService(
        DistributedApplicationModel model,
        ResourceLoggerService loggers,
        ResourceNotificationService notifications,
        IHostApplicationLifetime lifetime,
        IServiceProvider services)
    {
        _model = model;
        _loggers = loggers;
        _notifications = notifications;
        _lifetime = lifetime;
        _services = services;
    }

    private static InteractionInputCollection NoAnswers => new([]);

    /// <summary>Executes a command of the resource with that name; its inputs keep what they begin with.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resourceId, commandName, NoAnswers, cancellationToken);

    /// <summary>Executes a command of the resource with that name, with answers to its inputs.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(
        string resourceId,
        string commandName,
        InteractionInputCollection arguments,
        CancellationToken cancellationToken = default) => _model.Resources.TryGetByName(resourceId, out var resource)
            ? ExecuteCommandAsync(resource, commandName, arguments, cancellationToken)
            : Task.FromResult(CommandResults.Failure($"There is no resource named '{resourceId}'."));

    /// <summary>Executes a command. A command that does not exist, is not usable now, or throws, gives a failed result.</summary>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default) =>
        ExecuteCommandAsync(resource, commandName, NoAnswers, cancellationToken);

    /// <summary>As above, with answers to its inputs by name; answers that the inputs do not allow give a failed result too.</summary>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(
        IResource resource,
        string commandName,
        InteractionInputCollection arguments,
        CancellationToken cancellationToken = default)
    {
        if (resource.Annotations.OfType<ResourceCommandAnnotation>().FirstOrDefault(c => c.Name == commandName) is not { } command)
        {
            return CommandResults.Failure($"The resource '{resource.Name}' has no command '{commandName}'.");
        }

        if (_notifications.TryGetCurrentState(resource.Name, out var current) &&
            command.UpdateState(new() { ResourceSnapshot = current.Snapshot, ServiceProvider = _services }) != ResourceCommandState.Enabled)
        {
            return CommandResults.Failure($"'{command.DisplayName}' cannot be used while '{resource.Name}' is {current.Snapshot.State?.Text}.");
        }

        var (inputs, errors) = CommandAnswers.Check(command, arguments);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _lifetime.ApplicationStopping);
        try
        {
            if (errors.Count == 0 && command.ValidateArguments is { } validate)
            {
                var check = new InputsDialogValidationContext { Inputs = inputs, Services = _services, CancellationToken = stop.Token };
                await validate(check).ConfigureAwait(false);
                errors = check.Errors;
            }

            if (errors.Count > 0)
            {
                return CommandResults.Failure(string.Join('\n', errors));
            }

            return await command.ExecuteCommand(new()
            {
                ServiceProvider = _services,
                ResourceName = resource.Name,
                CancellationToken = stop.Token,
                Logger = _loggers.GetLogger(resource),
                Arguments = inputs,
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception failure)
        {
            // A command is code of the model: whatever it throws belongs to the person who gave the command, not to the host.
            return CommandResults.Failure(failure);
        }
    }
}
