using System.Diagnostics;

namespace Belfry.Tests.Support;

/// <summary>The npm packages of <c>Web/</c>, installed once per test run when they are missing or older than the lock file.</summary>
internal static class WebPackages
{
    private static readonly Lazy<Task> Installed = new(InstallAsync);

    public static string Folder { get; } = Path.Combine(RepositoryRoot.Path, "Web");

    /// <summary>The full path of Node.</summary>
    public static string Node => Prerequisite.FindProgram("node", "node.exe") ?? Prerequisite.Missing("Node is not on PATH", "sudo apt-get install nodejs npm");

    private static string Npm => Prerequisite.FindProgram("npm", "npm.cmd") ?? Prerequisite.Missing("npm is not on PATH", "sudo apt-get install npm");

    public static Task EnsureAsync() => Installed.Value;

    /// <summary>Runs a script of package.json; a failure carries what it printed.</summary>
    public static async Task RunScriptAsync(string script, CancellationToken cancellation)
    {
        await EnsureAsync();
        await RunNpmAsync(["run", script], cancellation);
    }

    private static async Task InstallAsync()
    {
        // npm writes this file last, so it tells a finished installation from one that was broken off.
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        var wanted = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < wanted.LastWriteTimeUtc)
        {
            await RunNpmAsync(["install", "--no-audit", "--no-fund"], CancellationToken.None);
        }
    }

    private static async Task RunNpmAsync(string[] arguments, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(Npm, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NO_COLOR"] = "1";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        Assert.True(process.ExitCode == 0, $"npm {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{await output}\n{await errors}");
    }
}
