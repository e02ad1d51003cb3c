using System.Text;
using Belfry.Tests.Hosting.Containers;
using Belfry.Tests.Support;
using Mono.Cecil;

namespace Belfry.Tests.EndToEnd.Compose;

/// <summary>Images of a version to come: the same programs, but for the API, whose assembly brings one more migration.</summary>
internal static class NextVersion
{
    public const string Table = "of_the_next_version";

    public static async Task MakeAsync()
    {
        using var folder = new TempFolder();
        using var assembly = ModuleDefinition.ReadModule(BuiltProgram.PathOf("Api", "Api.dll"));
        // All of the program and its runtime: of a native one no assembly could be replaced.
        foreach (var file in Directory.GetFiles(BuiltProgram.PathOf("Api", "")))
        {
            File.Copy(file, folder.File(Path.GetFileName(file)));
        }

        // Belfry.Api.Migrations.0001-lists.sql
        var migrations = assembly.Resources.Where(resource => resource.Name.EndsWith(".sql", StringComparison.Ordinal)).ToList();
        var prefix = migrations[0].Name[..(migrations[0].Name.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)];
        assembly.Resources.Add(new EmbeddedResource(
            $"{prefix}{migrations.Count + 1:0000}-next.sql", ManifestResourceAttributes.Public, Encoding.UTF8.GetBytes($"create table {Table} (id integer primary key);")));
        assembly.Write(folder.File("Api.dll"));
        await File.WriteAllTextAsync(folder.File("Dockerfile"), $"FROM belfry-api:latest\nCOPY --from={StandInImages.Runtime} /usr/share/dotnet /usr/share/dotnet\nCOPY . /app/\n", TestContext.Current.CancellationToken);
        await RunAsync("build", "--tag", "belfry-api:next", folder.Path);
        foreach (var service in Deployment.Services.Where(service => service != "api"))
        {
            await RunAsync("tag", $"belfry-{service}:latest", $"belfry-{service}:next");
        }
    }

    private static async Task RunAsync(params string[] arguments)
    {
        var answer = await Docker.RunAsync(arguments);
        Assert.True(answer.ExitCode == 0, answer.Output);
    }
}
