using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Belfry.Tests.Support;

namespace Belfry.Tests.Api;

/// <summary>Each new version of the service is noted once, for the timeline.</summary>
public sealed class DeploysTests : IDisposable
{
    private readonly TempFolder _volume = new();

    public void Dispose() => _volume.Dispose();

    [Fact]
    public async Task Start_OfAnotherVersion_IsNoted_AndOfTheSameNotAgain()
    {
        await StartAsync("1.4.0+aaaaaaa");
        await StartAsync("1.4.0+aaaaaaa");
        await StartAsync("1.5.0+bbbbbbb");

        Assert.Equal(["1.4.0+aaaaaaa", "1.5.0+bbbbbbb", "1.4.0+aaaaaaa"], await StartAsync("1.4.0+aaaaaaa"));
    }

    [Fact]
    public async Task Start_OfAnImageThatNamesNoVersion_NotesThatOfTheProgram() =>
        Assert.Matches(@"^0\.1\.0(\+[0-9a-f]{7})?$", Assert.Single(await StartAsync("")));

    /// <summary>The versions that a process told, newest first, once it told its own.</summary>
    private async Task<List<string>> StartAsync(string version)
    {
        var path = _volume.File("app.db");
        using var api = ApiProcess.Start(new Dictionary<string, string>(ApiProcess.Environment(path)) { ["Deploy__Version"] = version });
        await api.OwnedAsync();
        List<string> told = [];
        await Eventually.TrueAsync(
            async () =>
            {
                var database = await api.Http.GetFromJsonAsync<JsonNode>("/api/control/database", TestContext.Current.CancellationToken);
                told = [.. database!["deploys"]!.AsArray().Select(deploy => (string)deploy!["version"]!)];
                return told.Count > 0 && (version.Length == 0 || told[0] == version);
            },
            "the version to be noted");
        return told;
    }
}
