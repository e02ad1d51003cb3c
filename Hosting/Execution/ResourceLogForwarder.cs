using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Execution;

/// <summary>Copies the console logs to the host's loggers, so that a test's output shows what a failed resource said.</summary>
internal sealed class ResourceLogForwarder(ResourceLoggerService loggers, ILoggerFactory factory, DashboardSettings settings)
{
    public void Start() => loggers.Appended += (resource, lines) =>
    {
        var logger = factory.CreateLogger($"{settings.ApplicationName}.Resources.{resource}");
        foreach (var line in lines)
        {
            logger.Log(line.Stream == LogStream.Err ? LogLevel.Error : LogLevel.Information, "{Number}: {Text}", line.Number, line.Text);
        }
    };
}
