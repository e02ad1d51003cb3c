using System.Text.Json;
using System.Text.RegularExpressions;
using Belfry.Tests.EndToEnd;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>What <c>--publisher manifest</c> writes, asked of the built AppHost as deployment tools ask it.</summary>
public sealed partial class ManifestTests
{
    // What the public schema aspire-8.0 allows for the types that are written: required names first, then optional ones.
    private static readonly Dictionary<string, (string[] Required, string[] Optional)> Types = new()
    {
        ["project.v0"] = (["type", "path"], ["args", "env", "bindings"]),
        ["container.v1"] = (["type", "build"], ["args", "volumes", "env", "bindings"]),
        ["executable.v0"] = (["type", "workingDirectory", "command"], ["args", "env", "bindings"]),
        ["parameter.v0"] = (["type", "value", "inputs"], ["connectionString"]),
        ["value.v0"] = (["type", "connectionString"], []),
    };

    [Fact]
    public async Task Publish_AppHost_WritesTheCommittedManifest()
    {
        // Paths are relative to the manifest, so it has to lie as deep in the repository as the committed one does.
        var path = Path.Combine(RepositoryRoot.Path, "artifacts", $"manifest-{Guid.NewGuid():N}.json");
        try
        {
            var answer = await AppHostProcess.RunToEndAsync("--publisher", "manifest", "--output-path", path);

            Assert.Equal((0, $"Published manifest to: {path}"), (answer.ExitCode, answer.Output.Trim()));
            Assert.Equal(await File.ReadAllTextAsync(Committed, TestContext.Current.CancellationToken), await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void CommittedManifest_EveryResource_HasTheFormOfTheSchema()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Committed));
        Assert.Equal(["resources"], manifest.RootElement.EnumerateObject().Select(p => p.Name));
        foreach (var resource in manifest.RootElement.GetProperty("resources").EnumerateObject())
        {
            var names = resource.Value.EnumerateObject().Select(p => p.Name).ToArray();
            var (required, optional) = Types[resource.Value.GetProperty("type").GetString()!];
            Assert.Empty(required.Except(names));
            Assert.Empty(names.Except(required).Except(optional));
            if (resource.Value.TryGetProperty("bindings", out var bindings))
            {
                Assert.All(bindings.EnumerateObject(), binding => AssertBinding(binding.Value));
            }

            if (resource.Value.TryGetProperty("build", out var build))
            {
                Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(Committed)!, build.GetProperty("dockerfile").GetString()!)));
            }
        }
    }

    [Fact]
    public void CommittedManifest_EveryPlaceholder_NamesSomethingInIt()
    {
        var text = File.ReadAllText(Committed);
        using var manifest = JsonDocument.Parse(text);
        var resources = manifest.RootElement.GetProperty("resources");

        var placeholders = Placeholder().Matches(text);

        Assert.NotEmpty(placeholders);
        Assert.All(placeholders, placeholder => Assert.True(Resolves(resources, placeholder.Groups[1].Value), placeholder.Value));
    }

    [Theory]
    [InlineData("error: The manifest has nowhere to go.", "--publisher", "manifest")]
    [InlineData("error: There is no publisher 'helm'.", "--publisher", "helm", "--output-path", "x")]
    [InlineData("error: There is no step 'deploy'.", "--operation", "publish", "--step", "deploy", "--output-path", "x")]
    [InlineData("error: There is no operation 'fly'.", "--operation", "fly")]
    public async Task Publish_WrongArguments_EndsWithThreeLinesAndCodeOne(string message, params string[] arguments)
    {
        var answer = await AppHostProcess.RunToEndAsync(arguments);

        Assert.Equal(1, answer.ExitCode);
        Assert.StartsWith($"{message}\n  why:  ", answer.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--operation", "inspect", "--list-steps", "true")]
    [InlineData("--list-steps", "--operation", "publish")]
    public async Task ListSteps_NamesWhatThereIsToPublish(params string[] arguments)
    {
        var answer = await AppHostProcess.RunToEndAsync(arguments);

        Assert.Equal(0, answer.ExitCode);
        Assert.Equal(["publish", "publish-compose", "publish-manifest"], answer.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ')[0]));
    }

    private static string Committed => Path.Combine(RepositoryRoot.Path, "AppHost", "aspire-manifest.json");

    private static void AssertBinding(JsonElement binding)
    {
        Assert.Contains(binding.GetProperty("protocol").GetString(), new[] { "tcp", "udp" });
        Assert.Contains(binding.GetProperty("transport").GetString(), new[] { "http", "http2", "tcp" });
        Assert.Empty(binding.EnumerateObject().Select(p => p.Name).Except(["scheme", "protocol", "transport", "port", "targetPort", "external"]));
    }

    /// <summary>A binding's url, and the target port that a deployment chooses, are known without being written.</summary>
    private static bool Resolves(JsonElement resources, string path)
    {
        var at = resources;
        foreach (var part in path.Split('.'))
        {
            if (part is "url" or "targetPort" && at.TryGetProperty("scheme", out _))
            {
                return true;
            }

            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(part, out at))
            {
                return false;
            }
        }

        return true;
    }

    [GeneratedRegex("{([a-z][\\w.-]*)}", RegexOptions.IgnoreCase)]
    private static partial Regex Placeholder();
}
