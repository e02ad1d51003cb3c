using System.Runtime.InteropServices;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Execution;

/// <summary>
/// A run in a terminal. The first Ctrl+C (or SIGTERM) stops in order; a second one stops waiting for anybody. Whatever happens, the
/// guard ends what is left when this process is gone.
/// </summary>
internal sealed class ConsoleRun(DistributedApplication application)
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RunConsole _console = application.Services.GetRequiredService<RunConsole>();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, OnSignal);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnSignal);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnSignal);
        using var cancelled = cancellationToken.Register(() => _asked.TrySetResult());
        using var stopped = application.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(() => _asked.TrySetResult());
        await application.StartAsync(cancellationToken).ConfigureAwait(false);
        if (await Task.WhenAny(_asked.Task, _console.Failed).ConfigureAwait(false) == _console.Failed)
        {
            Environment.ExitCode = 1;
        }

        await application.StopAsync(CancellationToken.None).ConfigureAwait(false);
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        if (_asked.TrySetResult())
        {
            _console.Stopping();
        }
        else
        {
            Environment.Exit(128 + (context.Signal == PosixSignal.SIGTERM ? 15 : 2));
        }
    }
}
