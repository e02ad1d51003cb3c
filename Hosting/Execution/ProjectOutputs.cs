using System.Diagnostics;

namespace Aspire.Hosting.Execution;

/// <summary>Knows the built file of every project the AppHost references, from what the build wrote into the AppHost's assembly.</summary>
internal sealed class ProjectOutputs(AppHostMetadata appHost)
{
    /// <summary>Full path of the assembly to start.</summary>
    public async Task<string> FindAsync(string resource, string projectPath, CancellationToken cancellationToken)
    {
        var output = appHost.OutputOf(projectPath) ?? await AskBuildAsync(projectPath, cancellationToken).ConfigureAwait(false);
        return File.Exists(output) ? output : throw DistributedApplicationException.Of(
            $"The resource '{resource}' cannot start.",
            $"Its project is not built: {output} does not exist.",
            $"Run: dotnet build {projectPath}");
    }

    // Only for projects added by path, which the AppHost's build knows nothing of. Costs about a second.
    private static async Task<string> AskBuildAsync(string projectPath, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(DotNet.Program, ["msbuild", projectPath, "-getProperty:TargetPath", "-nologo"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var build = Process.Start(start)!;
        var answer = await build.StandardOutput.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        await build.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return build.ExitCode == 0 ? answer.Trim() : throw DistributedApplicationException.Of(
            $"The project {projectPath} cannot be used.",
            answer.Split('\n').FirstOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase))?.Trim() ?? "The build cannot read it.",
            $"Run: dotnet build {projectPath}");
    }
}
