using System.Xml.Linq;
using Belfry.Tests.Support;

namespace Belfry.Tests.Repository;

/// <summary>Who may use whom, as docs/architecture.md draws it. The project files are read, not the compiled assemblies.</summary>
public sealed class ProjectReferenceTests
{
    private static readonly Dictionary<string, string[]> AllowedProjects = new()
    {
        ["AppHost"] = ["Hosting", "Hosting.Sqlite"],
        ["Hosting"] = [],
        ["Hosting.Sqlite"] = ["Hosting"],
        ["Dashboard"] = ["ServiceDefaults"],
        ["ServiceDefaults"] = [],
        ["Storage"] = [],
        ["Storage.S3"] = ["Storage"],
        ["Api"] = ["Storage", "ServiceDefaults"],
        ["BackupWorker"] = ["Storage", "Storage.S3", "ServiceDefaults"],
    };

    public static TheoryData<string> Rooms => [.. AllowedProjects.Keys];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void ProjectFile_OfEachRoom_ReferencesOnlyAllowedRooms(string room)
    {
        var referenced = Load(room).Descendants("ProjectReference")
            // The AppHost's references to what it starts carry no code: they only name the resources.
            .Where(reference => room != "AppHost" || (string?)reference.Attribute("IsAspireProjectResource") == "false")
            .Where(reference => (string?)reference.Attribute("ReferenceOutputAssembly") != "false")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')));

        Assert.Empty(referenced.Except(AllowedProjects[room]));
    }

    [Fact]
    public void ProjectFile_OfStorage_UsesSqliteLoggingAbstractionsAndHashesOnly()
    {
        var project = Load("Storage");
        var packages = project.Descendants("PackageReference").Select(package => package.Attribute("Include")!.Value);

        Assert.Empty(packages.Except(["SQLitePCLRaw.bundle_e_sqlite3", "Microsoft.Extensions.Logging.Abstractions", "System.IO.Hashing"]));
        Assert.Empty(project.Descendants("FrameworkReference"));
        Assert.Equal("Microsoft.NET.Sdk", project.Root!.Attribute("Sdk")!.Value);
    }

    [Theory]
    [InlineData("Hosting")]
    [InlineData("Hosting.Sqlite")]
    [InlineData("Storage")]
    public void Source_OfLibrariesWithoutWeb_NamesNoAspNetCoreType(string room)
    {
        var offenders = Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Path, room), "*.cs", SearchOption.AllDirectories)
            .Where(file => File.ReadLines(file).Any(line => line.Contains("Microsoft.AspNetCore.", StringComparison.Ordinal) && !line.Contains('"')));

        Assert.Empty(offenders);
    }

    [Fact]
    public void Rooms_OnDisk_AreAllCoveredByTheRules()
    {
        var projects = RepositoryFiles.With(".csproj")
            .Where(file => !file.StartsWith("bench/", StringComparison.Ordinal) && !file.StartsWith("Tests/", StringComparison.Ordinal))
            .Select(file => Path.GetFileNameWithoutExtension(file));

        Assert.Equal(AllowedProjects.Keys.Order(), projects.Order());
    }

    private static XDocument Load(string room) => XDocument.Load(Path.Combine(RepositoryRoot.Path, room, room + ".csproj"));
}
