using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.JavaScript;
using Aspire.Hosting.Testing;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>The real package managers, in the versions of PackageManagers/package-lock.json.</summary>
public sealed class PackageManagerTests : IDisposable
{
    private static readonly NpmPackages Managers = new("Tests", "Hosting", "PackageManagers");

    private readonly TempFolder _folder = new();
    private readonly TempFolder _home = new();

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData("npm", "package-lock.json")]
    [InlineData("yarn", "yarn.lock")]
    [InlineData("pnpm", "pnpm-lock.yaml")]
    [InlineData("bun", "bun.lock")]
    public async Task Start_ScriptWithADependency_InstallsOnceAndRunsItWithItsArguments(string manager, string lockFile)
    {
        WriteApp();

        var first = await RunAsync(manager);
        var second = await RunAsync(manager);

        Assert.Contains("greeting hello args --flag,value", first.Output);
        Assert.True(File.Exists(_folder.File(lockFile)), $"{manager} has written no {lockFile}.");
        Assert.DoesNotContain("The packages are up to date.", first.Installer);
        Assert.Contains("greeting hello args --flag,value", second.Output);
        Assert.Equal(["The packages are up to date."], second.Installer);
    }

    [Theory(Timeout = TestApp.Timeout)]
    [InlineData("yarn", "corepack enable yarn")]
    [InlineData("pnpm", "corepack enable pnpm")]
    [InlineData("bun", "https://bun.sh")]
    public async Task Start_ManagerIsMissing_SaysHowToGetIt(string manager, string advice)
    {
        WriteApp();
        var builder = TestApp.Describe();
        Add(builder, manager, _folder.Path);
        await using var app = await TestApp.StartAsync(builder);

        await app.StateAsync("web-installer", KnownResourceStates.FailedToStart);

        Assert.Contains(advice, string.Join('\n', await app.OutputAsync("web-installer")), StringComparison.Ordinal);
    }

    [Fact]
    public void WithManager_InstallIsFalse_LeavesInstallingToThePerson()
    {
        var builder = TestApp.Describe();
        var web = builder.AddViteApp("web", _folder.Path).WithPnpm(install: false);

        builder.Resources.TryGetByName("web-installer", out var installer);

        Assert.True(installer!.HasAnnotationOfType<ExplicitStartupAnnotation>());
        Assert.DoesNotContain(web.Resource.Annotations.OfType<WaitAnnotation>(), w => w.Resource == installer);
    }

    [Fact]
    public void WithManager_Last_IsTheOneThatCounts()
    {
        var builder = TestApp.Describe();
        var web = builder.AddViteApp("web", _folder.Path).WithYarn().WithPnpm().WithRunScript("start");

        var (command, args) = ScriptCommand.For(web.Resource, ["--port", "1"]);

        Assert.Equal("pnpm", command);
        Assert.Equal(["run", "start", "--port", "1"], args);
        Assert.Single(builder.Resources, r => r is JavaScriptInstallerResource);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task AddNodeApp_WithAndWithoutRunScript_StartsTheRightThing()
    {
        WriteApp();
        await File.WriteAllTextAsync(_folder.File("server.js"), "console.log('direct', process.argv.slice(2).join())", TestContext.Current.CancellationToken);
        var builder = TestApp.Describe();
        builder.AddNodeApp("direct", _folder.Path, "server.js").WithNpm(install: false).WithArgs("--a");
        var script = builder.AddNodeApp("script", _folder.Path, "server.js").WithRunScript("print");
        await using var app = await TestApp.StartAsync(builder);

        Assert.Contains("direct --a", await app.OutputAsync("direct"));
        Assert.Contains("greeting hello args ", await app.OutputAsync("script"));
        Assert.Equal("CodeJsRectangle", (await app.StateAsync("script", KnownResourceStates.Finished)).IconName);
        Assert.Equal(_folder.Path, script.Resource.WorkingDirectory);
    }

    [Fact(Timeout = TestApp.Timeout)]
    public async Task AddBunApp_Script_RunsWithBun()
    {
        await File.WriteAllTextAsync(_folder.File("server.ts"), "const version: string = Bun.version; console.log('bun', version.length > 0)", TestContext.Current.CancellationToken);
        var builder = TestApp.Describe();
        Here(builder.AddBunApp("api", _folder.Path, "server.ts"), await PathAsync());
        await using var app = await TestApp.StartAsync(builder);

        Assert.Contains("bun true", await app.OutputAsync("api"));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _home.Dispose();
    }

    private static IResourceBuilder<JavaScriptAppResource> With(IResourceBuilder<JavaScriptAppResource> app, string manager) => manager switch
    {
        "yarn" => app.WithYarn(),
        "pnpm" => app.WithPnpm(),
        "bun" => app.WithBun(),
        _ => app.WithNpm(),
    };

    /// <summary>A program that needs a package; the package lies beside it, so that no registry is asked.</summary>
    private void WriteApp()
    {
        Directory.CreateDirectory(_folder.File("greeting"));
        File.WriteAllText(_folder.File("greeting/package.json"), """{ "name": "greeting", "version": "1.0.0", "main": "index.js" }""");
        File.WriteAllText(_folder.File("greeting/index.js"), "module.exports = 'hello'");
        File.WriteAllText(_folder.File("print.js"), "console.log('greeting', require('greeting'), 'args', process.argv.slice(2).join())");
        File.WriteAllText(
            _folder.File("package.json"),
            """{ "name": "app", "version": "1.0.0", "private": true, "scripts": { "print": "node print.js" }, "dependencies": { "greeting": "file:./greeting" } }""");
    }

    /// <summary>A <c>PATH</c> on which the package managers come first.</summary>
    private static async Task<string> PathAsync()
    {
        await Managers.EnsureAsync();
        return $"{Path.Combine(Managers.Folder, "node_modules", ".bin")}{Path.PathSeparator}{Environment.GetEnvironmentVariable("PATH")}";
    }

    /// <summary>With the caches and settings of the package managers in a folder of this test.</summary>
    private void Here<T>(IResourceBuilder<T> app, string path)
        where T : IResourceWithEnvironment
    {
        app.WithEnvironment("PATH", path);
        foreach (var variable in new[] { "HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" })
        {
            app.WithEnvironment(variable, _home.Path);
        }
    }

    private async Task<(string[] Output, string[] Installer)> RunAsync(string manager)
    {
        var builder = TestApp.Describe();
        Add(builder, manager, await PathAsync());
        await using var app = await TestApp.StartAsync(builder);
        return (await app.OutputAsync("web"), await app.OutputAsync("web-installer"));
    }

    private void Add(IDistributedApplicationTestingBuilder builder, string manager, string path)
    {
        Here(With(builder.AddJavaScriptApp("web", _folder.Path, "print"), manager).WithArgs("--flag", "value"), path);
        Here(builder.CreateResourceBuilder<JavaScriptInstallerResource>("web-installer"), path);
    }
}
