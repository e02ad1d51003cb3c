using System.Collections;

namespace Aspire.Hosting.Execution;

/// <summary>
/// The part of the host's own environment that resources inherit. What configures the host stays with the host: its addresses and
/// dashboard, the build tools that started it, and the values of parameters, which only those resources get that the model gives them to.
/// </summary>
internal static class InheritedEnvironment
{
    private static readonly string[] Withheld =
    [
        "ASPNETCORE_URLS", "ASPNETCORE_HTTP_PORTS", "ASPNETCORE_HTTPS_PORTS", "HTTP_PORTS", "HTTPS_PORTS", "URLS", "DOTNET_URLS",
        "DOTNET_LAUNCH_PROFILE", "DOTNET_STARTUP_HOOKS", "APPHOST__", "APPHOST_", "ASPIRE_", "DOTNET_DASHBOARD_", "DOTNET_RESOURCE_SERVICE_",
        "DEBUG_SESSION_", "DCP_", "DOTNET_WATCH", "DOTNET_HOTRELOAD_", "DOTNET_MODIFIABLE_ASSEMBLIES", "ASPNETCORE_AUTO_RELOAD_", "ASPNETCORE_HOSTINGSTARTUPASSEMBLIES",
        "PARAMETERS__", "OTEL_", "MSBUILD", "DOTNET_CLI_", "TESTINGPLATFORM_", "VSTEST_", "MICROSOFT_TESTING_",
    ];

    public static Dictionary<string, string> Read()
    {
        var variables = new Dictionary<string, string>(OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
        foreach (DictionaryEntry variable in Environment.GetEnvironmentVariables())
        {
            var name = (string)variable.Key;
            if (!Withheld.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                variables[name] = (string?)variable.Value ?? "";
            }
        }

        return variables;
    }
}
