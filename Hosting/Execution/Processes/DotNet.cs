using System.Runtime.InteropServices;

namespace Aspire.Hosting.Execution;

/// <summary>The <c>dotnet</c> program whose runtime this process uses, whether or not it is in <c>PATH</c>.</summary>
internal static class DotNet
{
    public static string Program { get; } = Find();

    private static string Find()
    {
        // RuntimeEnvironment: /usr/share/dotnet/shared/Microsoft.NETCore.App/10.0.1/
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var program = Path.Combine(root, OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(program) ? program : "dotnet";
    }
}
