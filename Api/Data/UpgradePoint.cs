using Belfry.Api.Control;
using Belfry.ServiceDefaults;

namespace Belfry.Api.Data;

/// <summary>
/// Has the backup worker, where there is one, keep the state from before the first migration, so that <c>belfry undo</c> and the old version bring it back.
/// </summary>
internal sealed partial class UpgradePoint(WorkerClient worker, IConfiguration configuration, TimeProvider time, ILogger<UpgradePoint> logger)
{
    /// <summary>An upgrade starts both services anew, and the worker first looks at what it has.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <param name="migrations">How many are to be applied.</param>
    /// <param name="cancellation">Stops waiting for the worker.</param>
    /// <exception cref="StartFailureException">The worker does not keep it; then nothing may be changed.</exception>
    public async Task KeepAsync(int migrations, CancellationToken cancellation)
    {
        if (configuration.FindService(WorkerClient.ServiceName) is null)
        {
            return;
        }

        var started = time.GetTimestamp();
        while (true)
        {
            try
            {
                var point = await worker.KeepStateAsync(cancellation);
                LogKept(migrations, point.Name);
                return;
            }
            catch (WorkerException cause) when (time.GetElapsedTime(started) > Patience)
            {
                throw new StartFailureException(
                    $"The database needs {migrations} migrations and was not changed.",
                    $"The state of before could not be kept for an undo. {cause.Message}",
                    "Start the backup worker of the same version, or see in its log what it lacks; then start this service again.",
                    cause);
            }
            catch (WorkerException cause)
            {
                LogWaiting(cause.Message);
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The state before {Migrations} migrations is kept as {Name}; belfry undo returns to it.")]
    private partial void LogKept(int migrations, string name);

    [LoggerMessage(Level = LogLevel.Information, Message = "Waiting for the backup worker to keep the state before the migrations. {Why}")]
    private partial void LogWaiting(string why);
}
