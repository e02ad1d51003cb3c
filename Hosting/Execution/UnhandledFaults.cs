namespace Aspire.Hosting.Execution;

/// <summary>
/// Faults of the model are thrown while AppHost.cs is still building it, outside any code of the engine. Whoever wrote it reads three
/// lines, not a stack trace.
/// </summary>
internal static class UnhandledFaults
{
    private static int _watching;

    public static void Watch()
    {
        if (Interlocked.Exchange(ref _watching, 1) == 0)
        {
            AppDomain.CurrentDomain.UnhandledException += (_, e) =>
            {
                if (e.ExceptionObject is DistributedApplicationException fault)
                {
                    new TerminalText().Error(fault.Message);
                    Environment.Exit(1);
                }
            };
        }
    }
}
