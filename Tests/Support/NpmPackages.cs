using System.Diagnostics;

namespace Belfry.Tests.Support;

/// <summary>The npm packages of a folder, installed once per test run when they are missing or older than the lock file.</summary>
internal sealed class NpmPackages
{
    private readonly Lazy<Task> _installed;

    public NpmPackages(params string[] folder)
    {
        Folder = Path.Combine([RepositoryRoot.Path, .. folder]);
        _installed = new Lazy<Task>(InstallAsync);
    }

    public string Folder { get; }

    /// <summary>The full path of Node.</summary>
    public static string Node => Prerequisite.FindProgram("node", "node.exe") ?? Prerequisite.Missing("Node is not on PATH", "sudo apt-get install nodejs npm");

    private static string Npm => Prerequisite.FindProgram("npm", "npm.cmd") ?? Prerequisite.Missing("npm is not on PATH", "sudo apt-get install npm");

    public Task EnsureAsync() => _installed.Value;

    public async Task RunAsync(string[] arguments, CancellationToken cancellation)
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

    private async Task InstallAsync()
    {
        // npm writes this file last, so it tells a finished installation from one that was broken off.
        var installed = new FileInfo(Path.Combine(Folder, "node_modules", ".package-lock.json"));
        var wanted = new FileInfo(Path.Combine(Folder, "package-lock.json"));
        if (!installed.Exists || installed.LastWriteTimeUtc < wanted.LastWriteTimeUtc)
        {
            await RunAsync(["install", "--no-audit", "--no-fund"], CancellationToken.None);
        }
    }
}
