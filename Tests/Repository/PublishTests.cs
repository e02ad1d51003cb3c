using System.Diagnostics;
using Belfry.Tests.BackupWorker;
using Belfry.Tests.Support;

namespace Belfry.Tests.Repository;

/// <summary>The build replaces packages' files by its own; publishing must take each of them once, and the replaced one.</summary>
public sealed class PublishTests
{
    [Fact]
    public async Task Publish_OfTheWorker_RunsAndHasTheCompiledEngine()
    {
        using var folder = new TempFolder();
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;

        var published = await RunAsync(
            "publish", Path.Combine(RepositoryRoot.Path, "BackupWorker"), "-c", configuration, "-o", folder.Path, "--no-build", "-v", "quiet");
        var version = await RunAsync(folder.File("belfry.dll"), "--version");

        Assert.True(published.ExitCode == 0, published.Output);
        Assert.True(version.ExitCode == 0, version.Errors);
        Assert.Equal(CompiledEngine.Bytes, File.ReadAllBytes(Path.Combine(folder.Path, "runtimes", CompiledEngine.Runtime, "native", "libe_sqlite3.so")));
    }

    private static Task<Answer> RunAsync(params string[] arguments) =>
        BelfryProgram.RunAsync(new ProcessStartInfo("dotnet", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
}
