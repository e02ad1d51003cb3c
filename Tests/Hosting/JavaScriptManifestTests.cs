using System.Text.Json;
using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>What the manifest says about JavaScript programs, and the Dockerfiles that are written for them.</summary>
public sealed class JavaScriptManifestTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly IDistributedApplicationTestingBuilder _builder;

    public JavaScriptManifestTests()
    {
        _builder = TestApp.Describe("--operation", "publish", "--step", "publish-manifest", "--output-path", _folder.File("manifest.json"));
        Directory.CreateDirectory(_folder.File("app"));
    }

    [Fact]
    public async Task ContainerFiles_OfAFrontEnd_AreNamedByTheServer()
    {
        var web = _builder.AddViteApp("web", _folder.File("app")).WithContainerFilesSource("/app/extra");
        _builder.AddProject("api", Path.Combine(RepositoryRoot.Path, "Api", "Api.csproj")).PublishWithContainerFiles(web, "wwwroot");

        var files = (await EntryAsync("api")).GetProperty("containerFiles").GetProperty("web");

        Assert.Equal("wwwroot", files.GetProperty("destination").GetString());
        Assert.Equal(["/app/dist", "/app/extra"], files.GetProperty("sources").EnumerateArray().Select(s => s.GetString()));
    }

    [Theory]
    [InlineData("package-lock.json", "npm", "RUN --mount=type=cache,target=/root/.npm npm ci", "COPY package*.json ./")]
    [InlineData("yarn.lock", "yarn", "RUN --mount=type=cache,target=/root/.cache/yarn yarn install --frozen-lockfile", "COPY package.json yarn.lock ./")]
    [InlineData("pnpm-lock.yaml", "pnpm", "RUN --mount=type=cache,target=/pnpm/store pnpm install --frozen-lockfile", "COPY package.json pnpm-lock.yaml ./")]
    [InlineData("bun.lock", "bun", "RUN --mount=type=cache,target=/root/.bun/install/cache bun install --frozen-lockfile", "COPY package.json bun.lock ./")]
    public async Task ViteApp_OfEachPackageManager_HasABuildThatKeepsToTheLockFile(string lockFile, string manager, string install, string copy)
    {
        await File.WriteAllTextAsync(_folder.File($"app/{lockFile}"), "{}", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(_folder.File("app/.nvmrc"), "v24.1.0\n", TestContext.Current.CancellationToken);
        var web = _builder.AddViteApp("web", _folder.File("app")).WithBuildScript("bundle", ["--mode", "live"]);
        _ = manager switch { "yarn" => web.WithYarn(), "pnpm" => web.WithPnpm(), "bun" => web.WithBun(), _ => web };

        var build = (await EntryAsync("web")).GetProperty("build");
        var lines = await File.ReadAllLinesAsync(_folder.File("web.Dockerfile"), TestContext.Current.CancellationToken);

        Assert.True(build.GetProperty("buildOnly").GetBoolean());
        Assert.Equal(manager == "bun" ? "FROM oven/bun:1" : "FROM node:24-slim", lines[0]);
        Assert.Equal([copy, install, "COPY . .", $"RUN {manager} run bundle --mode live"], lines[^4..]);
    }

    [Fact]
    public async Task NodeApp_WithoutADockerfile_BecomesAServerImage()
    {
        await File.WriteAllTextAsync(_folder.File("app/package.json"), "{}", TestContext.Current.CancellationToken);
        _builder.AddNodeApp("api", _folder.File("app"), "src/server.js").WithHttpEndpoint(env: "PORT");

        var api = await EntryAsync("api");
        var dockerfile = await File.ReadAllTextAsync(_folder.File("api.Dockerfile"), TestContext.Current.CancellationToken);

        Assert.False(api.GetProperty("build").TryGetProperty("buildOnly", out _));
        Assert.StartsWith("FROM node:22-alpine AS build\n", dockerfile, StringComparison.Ordinal);
        Assert.EndsWith("USER node\n\nENTRYPOINT [\"node\",\"src/server.js\"]\n", dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NodeApp_WithADockerfile_IsBuiltFromIt()
    {
        await File.WriteAllTextAsync(_folder.File("app/Dockerfile"), "FROM scratch\n", TestContext.Current.CancellationToken);
        _builder.AddNodeApp("api", _folder.File("app"), "server.js");

        Assert.Equal("app/Dockerfile", (await EntryAsync("api")).GetProperty("build").GetProperty("dockerfile").GetString());
        Assert.False(File.Exists(_folder.File("api.Dockerfile")));
    }

    public void Dispose()
    {
        _builder.Dispose();
        _folder.Dispose();
    }

    private async Task<JsonElement> EntryAsync(string resource)
    {
        var application = _builder.Build();
        await ((Aspire.Hosting.Publishing.ManifestPublisher)application.Services.GetService(typeof(Aspire.Hosting.Publishing.ManifestPublisher))!)
            .PublishAsync(TestContext.Current.CancellationToken);
        using var manifest = JsonDocument.Parse(await File.ReadAllTextAsync(_folder.File("manifest.json"), TestContext.Current.CancellationToken));
        return manifest.RootElement.GetProperty("resources").GetProperty(resource).Clone();
    }
}
