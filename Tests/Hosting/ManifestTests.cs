using System.Text.Json;
using System.Text.RegularExpressions;
using Belfry.Tests.EndToEnd;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>What <c>--publisher manifest</c> writes, asked of the built AppHost as deployment tools ask it.</summary>
public sealed partial class ManifestTests
{
    // What the public schema aspire-8.0 allows for what is written here: keys, with a ? those that may be missing, and the form of their values.
    private static readonly Dictionary<string, string> Forms = new()
    {
        ["project.v0"] = "type:text path:text args?:text[] env?:text{} bindings?:binding{}",
        ["container.v1"] = "type:text build:build entrypoint?:text args?:text[] volumes?:volume[] env?:text{} bindings?:binding{}",
        ["executable.v0"] = "type:text workingDirectory:text command:text args?:text[] env?:text{} bindings?:binding{}",
        ["parameter.v0"] = "type:text value:text connectionString?:text inputs:input{}",
        ["value.v0"] = "type:text connectionString:text",
        ["binding"] = "scheme:text protocol:tcp|udp transport:http|http2|tcp external?:flag targetPort?:number port?:number",
        ["build"] = "context:text dockerfile:text stage?:text buildOnly?:flag args?:text{}",
        ["volume"] = "name:text target:text readOnly:flag",
        ["input"] = "type:string secret?:flag default?:default",
        ["default"] = "generate:generate",
        ["generate"] = "minLength:number lower?:flag upper?:flag numeric?:flag special?:flag minLower?:number minUpper?:number minNumeric?:number minSpecial?:number",
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
            AssertForm(resource.Value, resource.Value.GetProperty("type").GetString()!, resource.Name);
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

    [Fact]
    public void CommittedManifest_NoProject_SetsTheVariableThatAspirateAddsToEach()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Committed));
        var projects = manifest.RootElement.GetProperty("resources").EnumerateObject().Where(resource => resource.Value.GetProperty("type").GetString() == "project.v0").ToList();

        Assert.NotEmpty(projects);
        Assert.DoesNotContain("ASPNETCORE_URLS", projects.SelectMany(project => project.Value.GetProperty("env").EnumerateObject()).Select(variable => variable.Name));
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

    /// <param name="part">A part of the manifest.</param>
    /// <param name="form"><c>text</c>, <c>number</c>, <c>flag</c>, an entry of <see cref="Forms"/>, <c>[]</c> or <c>{}</c> behind it, or else the texts that are allowed: <c>tcp|udp</c></param>
    /// <param name="place">Where the part is, for who reads a failure.</param>
    private static void AssertForm(JsonElement part, string form, string place)
    {
        if (form.EndsWith("[]", StringComparison.Ordinal))
        {
            Assert.All(part.EnumerateArray(), item => AssertForm(item, form[..^2], place));
        }
        else if (form.EndsWith("{}", StringComparison.Ordinal))
        {
            Assert.All(part.EnumerateObject(), item => AssertForm(item.Value, form[..^2], $"{place}.{item.Name}"));
        }
        else if (Forms.TryGetValue(form, out var keys))
        {
            var wanted = keys.Split(' ').Select(key => key.Split(':')).ToDictionary(pair => pair[0].TrimEnd('?'), pair => (Form: pair[1], IsNeeded: !pair[0].EndsWith('?')));
            Assert.All(wanted.Where(key => key.Value.IsNeeded), key => Assert.True(part.TryGetProperty(key.Key, out _), $"{place} has no {key.Key}."));
            Assert.All(part.EnumerateObject(), item => AssertForm(item.Value, wanted[item.Name].Form, $"{place}.{item.Name}"));
        }
        else
        {
            var kind = part.ValueKind switch { JsonValueKind.True or JsonValueKind.False => "flag", JsonValueKind.Number => "number", JsonValueKind.String => "text", _ => "" };
            Assert.True(kind == form || (kind == "text" && form.Split('|').Contains(part.GetString())), $"{place} is no {form}: {part}");
        }
    }

    /// <summary>A binding's url and host, and the target port that a deployment chooses, are known without being written.</summary>
    private static bool Resolves(JsonElement resources, string path)
    {
        var at = resources;
        foreach (var part in path.Split('.'))
        {
            if (part is "url" or "host" or "targetPort" && at.TryGetProperty("scheme", out _))
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
