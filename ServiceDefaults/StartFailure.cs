using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace Belfry.ServiceDefaults;

/// <summary>Turns what ended a service into three plain parts: what, why, next step. Never a stack trace.</summary>
internal static class StartFailure
{
    /// <summary>For whoever looks for a fault of the program: 1 shows the stack trace of an unexpected error.</summary>
    private const string DebugVariable = "BELFRY_DEBUG";

    public static string Explain(Exception exception)
    {
        var faults = SettingFaults(exception).ToList();
        if (faults.Count > 0)
        {
            return Lines(
                faults.Count == 1 ? "A setting is missing or wrong." : $"{faults.Count} settings are missing or wrong.",
                string.Join(Environment.NewLine + "     ", faults),
                "Set the named environment variables (or the keys in appsettings.json) and start again.");
        }

        return exception switch
        {
            StartFailureException known => Lines(known.What, known.Why, known.NextStep),
            IOException { InnerException: AddressInUseException } => Lines(
                "The service cannot listen on its address.",
                exception.Message,
                "Stop the process that uses the address, or choose another one in ASPNETCORE_URLS."),
            SocketException => Lines(
                "The service cannot listen on its address.",
                exception.Message,
                "Choose an address of this machine and a port that this user may open in ASPNETCORE_URLS."),
            InvalidDataException => Lines(
                "The configuration cannot be read.",
                (exception.InnerException ?? exception).Message,
                "Correct the file that is named above and start again."),
            _ => Lines(
                "The service ended because of an unexpected error.",
                Environment.GetEnvironmentVariable(DebugVariable) == "1" ? exception.ToString() : $"{exception.GetType().Name}: {exception.Message}",
                $"Set {DebugVariable}=1 to see where it happened, and report it."),
        };
    }

    private static IEnumerable<string> SettingFaults(Exception exception) => exception switch
    {
        OptionsValidationException faulty => faulty.Failures,
        AggregateException several => several.InnerExceptions.SelectMany(SettingFaults),
        _ => [],
    };

    private static string Lines(string what, string why, string nextStep) =>
        string.Join(Environment.NewLine, what, $"Why: {why}", $"Next: {nextStep}");
}
