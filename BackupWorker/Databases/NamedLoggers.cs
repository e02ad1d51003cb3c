namespace Belfry.BackupWorker.Databases;

/// <summary>The loggers of one of several databases: its name is at the end of their categories, such as <c>Belfry.BackupWorker.Protection.Guardian.notes</c>.</summary>
internal sealed class NamedLoggers(ILoggerFactory loggers, string name) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => loggers.CreateLogger($"{categoryName}.{name}");

    public void AddProvider(ILoggerProvider provider) => loggers.AddProvider(provider);

    public void Dispose()
    {
        // The factory behind it is everybody's.
    }
}
