using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>
/// What <c>-p:AspireHost=official</c> makes of the project files, asked of MSBuild itself. Whether it also compiles shows where the official
/// packages can be downloaded; CompatibilityTests shows that no member is used which they do not have.
/// </summary>
public sealed class OfficialPackagesTests
{
    [Theory(Timeout = 300_000)]
    [InlineData("AppHost/AppHost.csproj", "Aspire.Hosting.AppHost", "Aspire.Hosting.Docker", "Aspire.Hosting.JavaScript")]
    [InlineData("Hosting.Sqlite/Hosting.Sqlite.csproj", "Aspire.Hosting")]
    [InlineData("Tests/Tests.csproj", "Aspire.Hosting.Testing")]
    public async Task ProjectFile_WithTheOfficialPackages_HasThemInPlaceOfOurEngine(string project, params string[] packages)
    {
        var official = await EvaluateAsync(project, "official");
        var builtin = await EvaluateAsync(project, "builtin");

        Assert.Equal(packages, official.Packages.Where(IsAspire));
        Assert.DoesNotContain(official.Projects, IsEngine);
        Assert.DoesNotContain(builtin.Packages, IsAspire);
        Assert.Contains(builtin.Projects, IsEngine);
    }

    [Fact]
    public void AppHost_WithTheOfficialPackages_UsesTheirSdkInTheSameVersion()
    {
        var versions = XDocument.Load(Path.Combine(RepositoryRoot.Path, "Directory.Packages.props")).Descendants("PackageVersion")
            .Where(p => IsAspire(p.Attribute("Include")!.Value)).Select(p => p.Attribute("Version")!.Value);
        var sdks = XDocument.Load(Path.Combine(RepositoryRoot.Path, "AppHost", "AppHost.csproj")).Descendants("Import")
            .Where(i => (string?)i.Attribute("Sdk") == "Aspire.AppHost.Sdk").ToArray();

        Assert.Equal(["Sdk.props", "Sdk.targets"], sdks.Select(i => i.Attribute("Project")!.Value));
        Assert.All(sdks, i => Assert.Contains("'$(AspireHost)' == 'official'", i.Attribute("Condition")!.Value, StringComparison.Ordinal));
        Assert.Single(versions.Concat(sdks.Select(i => i.Attribute("Version")!.Value)).Distinct());
    }

    [Fact(Timeout = 300_000)]
    public async Task Tests_WithTheOfficialPackages_LeaveTheEnginesTestsOut()
    {
        var (_, _, sources) = await EvaluateAsync("Tests/Tests.csproj", "official");

        Assert.Equal(
            ["EndToEnd/BackupPathTests.cs", "Hosting/AppHostModelTests.cs", "Hosting/SqliteVolumeTests.cs", "Hosting/TestApp.cs"],
            sources.Where(s => s.StartsWith("EndToEnd/", StringComparison.Ordinal) || s.StartsWith("Hosting/", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
    }

    private static bool IsAspire(string package) => package.StartsWith("Aspire.", StringComparison.Ordinal);

    private static bool IsEngine(string project) =>
        project.EndsWith("/Hosting/Hosting.csproj", StringComparison.Ordinal) || project.EndsWith("../Hosting/Hosting.csproj", StringComparison.Ordinal);

    private static async Task<(string[] Packages, string[] Projects, string[] Sources)> EvaluateAsync(string project, string host)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [
                "msbuild", Path.Combine(RepositoryRoot.Path, project), "-nologo", "-getItem:PackageReference", "-getItem:ProjectReference", "-getItem:Compile",
                $"-p:AspireHost={host}", "-p:AspireHostSdk=false",
            ])
        { RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        using var build = Process.Start(start)!;
        var answer = await build.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await build.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(build.ExitCode == 0, answer);
        using var items = JsonDocument.Parse(answer);
        return (Names("PackageReference"), Names("ProjectReference"), Names("Compile"));

        string[] Names(string kind) =>
            [.. items.RootElement.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(i => i.GetProperty("Identity").GetString()!.Replace('\\', '/'))];
    }
}
