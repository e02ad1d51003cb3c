namespace Aspire.Hosting.ApplicationModel;

/// <summary>An exit code in words.</summary>
internal static class ExitCode
{
    private const int SignalBase = 128;

    /// <summary><c>exit code 3</c>, or <c>exit code 137 (killed: ...)</c> when a signal ended the process.</summary>
    public static string Describe(int? code) => code switch
    {
        SignalBase + 6 => "exit code 134 (it aborted itself, SIGABRT)",
        SignalBase + 9 => "exit code 137 (killed with SIGKILL: by hand, or by the system for want of memory)",
        SignalBase + 11 => "exit code 139 (it touched memory it does not have, SIGSEGV)",
        SignalBase + 15 => "exit code 143 (asked to end from outside, SIGTERM)",
        null => "no exit code",
        _ => $"exit code {code}",
    };
}
