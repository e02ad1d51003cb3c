using System.Diagnostics;
using Aspire.Hosting.Execution;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>An application under the real <c>dotnet watch</c>: a host, a project, and a program that has nothing to do with either.</summary>
public sealed class DotNetWatchTests : IAsyncDisposable
{
    private const int Timeout = 480_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };

    private readonly TempFolder _folder = new();
    private readonly int _port = Ports.Take();
    private readonly string _other = $"{Random.Shared.Next(100_000_000, 1_000_000_000)}";
    private Process? _watch;
    private string _output = "";

    [Fact(Timeout = Timeout)]
    public async Task Edit_SourceOfAProject_ReachesItAndNothingElseRestarts()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are counted through /proc.");
        WriteApplication();
        _watch = Start();
        await AnswersAsync("first");
        var other = Assert.Single(RunningProcesses.Ids($"sleep {_other}"));
        var project = await ProcessAsync();

        // An edit that can be applied to the running process, and one that needs another process.
        WriteAnswer("""static class Answer { public static string Text => "second"; }""");
        await AnswersAsync("second");
        var edited = await ProcessAsync();
        WriteAnswer("""class Base; class Answer : Base { public static string Text => "third"; }""");
        await AnswersAsync("third");

        Assert.Equal(project, edited);
        Assert.NotEqual(project, await ProcessAsync());
        Assert.Equal(other, Assert.Single(RunningProcesses.Ids($"sleep {_other}")));

        await InterruptAsync();
        await Eventually.TrueAsync(
            () => Task.FromResult(RunningProcesses.Ids($"sleep {_other}").Count == 0 && RunningProcesses.Ids(Path.Combine(_folder.Path, "Service", "bin")).Count == 0),
            "everything to end with dotnet watch");
    }

    public async ValueTask DisposeAsync()
    {
        if (_watch is not null)
        {
            if (!_watch.HasExited)
            {
                _watch.Kill(entireProcessTree: true);
            }

            await Task.WhenAny(_watch.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(60)));
            _watch.Dispose();
        }

        await Eventually.TrueAsync(() => Task.FromResult(IsDeleted()), "the folder to be deleted");
    }

    /// <summary>False while the last of the build still writes there.</summary>
    private bool IsDeleted()
    {
        try
        {
            _folder.Dispose();
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task<string> ProcessAsync()
    {
        var process = "";
        await Eventually.TrueAsync(async () => (process = await Http.GetStringAsync(Address("/process"))) != "", "the project to tell its process");
        return process;
    }

    private Uri Address(string path) => new($"http://localhost:{_port}{path}");

    private void WriteApplication()
    {
        var build = Path.Combine(RepositoryRoot.Path, "Hosting", "build");
        Write("Service/Service.csproj", """
            <Project Sdk="Microsoft.NET.Sdk.Web">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
            </Project>
            """);
        Write("Service/Program.cs", """
            var app = WebApplication.CreateSlimBuilder(args).Build();
            app.MapGet("/", () => Answer.Text);
            app.MapGet("/process", () => Environment.ProcessId);
            app.Run();
            """);
        WriteAnswer("""static class Answer { public static string Text => "first"; }""");
        Write("Host/Host.csproj", $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <Import Project="{build}/AppHost.props" />
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
              <ItemGroup>
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <Reference Include="{typeof(Aspire.Hosting.DistributedApplication).Assembly.Location}" />
                <ProjectReference Include="../Service/Service.csproj" />
              </ItemGroup>
              <Import Project="{build}/AppHost.targets" />
            </Project>
            """);
        Write("Host/Program.cs", $"""
            var builder = DistributedApplication.CreateBuilder(args);
            builder.AddProject<Projects.Service>("service").WithHttpEndpoint(port: {_port});
            builder.AddExecutable("other", "sleep", ".", "{_other}");
            builder.Build().Run();
            """);
    }

    private void WriteAnswer(string text) => Write("Service/Answer.cs", text);

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    private Process Start()
    {
        // In a session of its own, where an interrupt reaches all that Ctrl+C in a terminal would reach, and nothing of the test. Whoever runs
        // tests in the background may have had interrupts ignored.
        var start = new ProcessStartInfo("setsid", ["env", "--default-signal=INT", "dotnet", "watch", "--non-interactive", "run", "--project", "Host/Host.csproj"])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(n => n.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || n.StartsWith("DOTNET_CLI_", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        var watch = new Process { StartInfo = start };
        watch.OutputDataReceived += (_, line) => _output += line.Data + "\n";
        watch.ErrorDataReceived += (_, line) => _output += line.Data + "\n";
        watch.Start();
        watch.BeginOutputReadLine();
        watch.BeginErrorReadLine();
        return watch;
    }

    private async Task AnswersAsync(string text)
    {
        try
        {
            await Eventually.TrueAsync(async () => await Http.GetStringAsync(Address("/")) == text, $"the project to answer '{text}'", Patience);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Assert.Fail($"{fault.Message}\n{_output}");
        }
    }

    private async Task InterruptAsync()
    {
        using var kill = Process.Start("kill", ["-INT", "--", $"-{_watch!.Id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }
}
