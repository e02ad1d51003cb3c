using System.Diagnostics;

namespace Belfry.Tests.Support;

/// <summary>
/// The programs of this repository as they were built, in the configuration that the tests were built in; where <c>BELFRY_NATIVE</c> names a folder with them as their images
/// have them, compiled to native code (<c>Api/Api</c>, <c>BackupWorker/belfry</c>), those.
/// </summary>
internal static class BuiltProgram
{
    private static readonly string Configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
    private static readonly string? Native = Environment.GetEnvironmentVariable("BELFRY_NATIVE");

    /// <summary>Starts <c>artifacts/bin/{project}/{configuration}/{assembly}</c> with nothing of what configures this process.</summary>
    public static ProcessStartInfo StartInfo(string project, string assembly, params IEnumerable<string> arguments)
    {
        var start = IsNative(project)
            ? new ProcessStartInfo(Path.Combine(FolderOf(project), Path.GetFileNameWithoutExtension(assembly)), arguments)
            : new ProcessStartInfo("dotnet", [PathOf(project, assembly), .. arguments]);
        foreach (var name in start.Environment.Keys.Where(Configures).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // the pipes for debuggers stay in the temporary folder when a process is killed
        return start;
    }

    public static string PathOf(string project, string assembly) =>
        Path.Combine(RepositoryRoot.Path, "artifacts", "bin", project, Configuration, assembly);

    /// <summary>What the image of a project is made of.</summary>
    public static string FolderOf(string project) => IsNative(project) ? Path.Combine(Native!, project) : PathOf(project, "");

    public static bool IsNative(string project) => Native is not null && Directory.Exists(Path.Combine(Native, project));

    private static bool Configures(string variable) =>
        variable.Contains("__", StringComparison.Ordinal) ||
        variable.StartsWith("OTEL_", StringComparison.Ordinal) ||
        variable.StartsWith("ASPIRE_", StringComparison.Ordinal) ||
        variable.StartsWith("ASPNETCORE_", StringComparison.Ordinal);
}
