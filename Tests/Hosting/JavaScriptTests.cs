using Aspire.Hosting;
using Aspire.Hosting.JavaScript;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

public sealed class JavaScriptTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void For_ScriptIsALocalProgram_StartsItWithNode()
    {
        WithBinary("vite", "vite --host");

        var (command, args) = ScriptCommand.For(App("dev"), ["--port", "5000"]);

        Assert.Equal("node", command);
        Assert.Equal([_folder.File("node_modules/vite/bin/vite.js"), "--host", "--port", "5000"], args);
    }

    [Theory]
    [InlineData("""{ "dev": "vite && echo done" }""")]
    [InlineData("""{ "dev": "NODE_OPTIONS=x vite" }""")]
    [InlineData("""{ "dev": "unknown" }""")]
    [InlineData("""{ "dev": "vite", "predev": "echo first" }""")]
    public void For_ScriptNeedsAShell_RunsThroughNpm(string scripts)
    {
        WithBinary("vite", "");
        File.WriteAllText(_folder.File("package.json"), $$"""{ "scripts": {{scripts}} }""");

        var (command, args) = ScriptCommand.For(App("dev"), ["--port", "5000"]);

        Assert.Equal("npm", command);
        Assert.Equal(["run", "dev", "--", "--port", "5000"], args);
    }

    [Fact]
    public void IsUpToDate_NoModules_IsFalse() => Assert.False(PackageInstaller.IsUpToDate(_folder.Path, "npm"));

    [Fact]
    public void IsUpToDate_LockFileChangedAfterInstall_IsFalse()
    {
        Directory.CreateDirectory(_folder.File("node_modules"));
        File.WriteAllText(_folder.File("package-lock.json"), "{}");
        File.WriteAllText(_folder.File("node_modules/.package-lock.json"), "{}");
        Assert.True(PackageInstaller.IsUpToDate(_folder.Path, "npm"));

        File.WriteAllText(_folder.File("package-lock.json"), """{ "changed": true }""");

        Assert.False(PackageInstaller.IsUpToDate(_folder.Path, "npm"));
    }

    [Fact]
    public void AddViteApp_RunMode_WaitsForItsInstaller()
    {
        var builder = TestApp.Describe();
        var web = builder.AddViteApp("web", _folder.Path);

        Assert.True(builder.Resources.TryGetByName("web-installer", out var installer));
        Assert.Contains(web.Resource.Annotations.OfType<Aspire.Hosting.ApplicationModel.WaitAnnotation>(), w => w.Resource == installer);
    }

    public void Dispose() => _folder.Dispose();

    private void WithBinary(string name, string script)
    {
        Directory.CreateDirectory(_folder.File($"node_modules/{name}/bin"));
        Directory.CreateDirectory(_folder.File("node_modules/.bin"));
        File.WriteAllText(_folder.File($"node_modules/{name}/bin/{name}.js"), "");
        File.CreateSymbolicLink(_folder.File($"node_modules/.bin/{name}"), $"../{name}/bin/{name}.js");
        File.WriteAllText(_folder.File("package.json"), $$"""{ "scripts": { "dev": "{{script}}" } }""");
    }

    private JavaScriptAppResource App(string script) => TestApp.Describe().AddJavaScriptApp("web", _folder.Path, script).Resource;
}
