using System.Diagnostics;
using Belfry.Tests.EndToEnd.Compose;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting.Containers;

/// <summary>
/// A container engine with a small image: for root a Docker Engine of its own with its data in a temporary folder, for others, who cannot
/// start one, that of this machine. Without either the tests are skipped and say why.
/// </summary>
public sealed class EngineFixture : IAsyncLifetime
{
    public const string Image = "belfry-test-tools:1";

    private readonly string? _hostBefore = Environment.GetEnvironmentVariable("DOCKER_HOST");
    private TempFolder? _folder;
    private Process? _daemon;
    private bool _isInstalled;
    private string? _refusal;
    private Task<Deployment>? _deployment;

    /// <summary>Ends the test that asks, where there is no engine.</summary>
    public void Require()
    {
        if (!_isInstalled)
        {
            Prerequisite.Missing("Docker Engine is not installed", "sudo apt-get install docker.io");
        }

        Assert.SkipWhen(_refusal is not null, _refusal ?? "");
    }

    private bool IsOwn => _daemon is not null && _refusal is null;

    /// <summary>The deployment, made for the first test that asks and shared by all; ends the test that asks where none can be made.</summary>
    internal async Task<Deployment> DeploymentAsync()
    {
        Require();
        Assert.SkipUnless(IsOwn, "This test makes images of public names, for which it needs an engine of its own; only root can start one.");
        return await (_deployment ??= Deployment.StartAsync());
    }

    public async ValueTask InitializeAsync()
    {
        _isInstalled = Prerequisite.FindProgram("docker") is not null && Prerequisite.FindProgram("dockerd") is not null;
        try
        {
            if (_isInstalled && (Environment.UserName == "root" ? await StartAsync() : await FindAsync()))
            {
                await ToolsImage.ImportAsync(Image);
            }
        }
        catch
        {
            // Nobody disposes of what could not be initialized.
            await EndAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_deployment is { IsCompletedSuccessfully: true })
        {
            await (await _deployment).DisposeAsync();
        }

        if (_isInstalled && _refusal is null)
        {
            await Docker.RunAsync("image", "rm", "--force", Image);
        }

        await EndAsync();
    }

    private async Task EndAsync()
    {
        Environment.SetEnvironmentVariable("DOCKER_HOST", _hostBefore);
        if (_daemon is not null)
        {
            await Docker.TerminateAsync(_daemon);
        }

        _folder?.Dispose();
    }

    private static async Task<bool> AnswersAsync() => (await Docker.RunAsync("version", "--format", "{{.Server.Version}}")).ExitCode == 0;

    private async Task<bool> FindAsync()
    {
        _refusal = await AnswersAsync() ? null : "No container engine answers, and only root can start one. To run this test: sudo systemctl start docker";
        return _refusal is null;
    }

    private async Task<bool> StartAsync()
    {
        _folder = new TempFolder();
        var start = new ProcessStartInfo("dockerd",
        [
            "--host", $"unix://{_folder.File("engine.sock")}", "--data-root", _folder.File("data"), "--exec-root", _folder.File("exec"),
            "--pidfile", _folder.File("engine.pid"), "--bridge", "none",
        ])
        { RedirectStandardError = true, RedirectStandardOutput = true };
        _daemon = Process.Start(start)!;
        var last = "";
        _daemon.ErrorDataReceived += (_, line) => last = line.Data ?? last;
        _daemon.OutputDataReceived += (_, _) => { };
        _daemon.BeginErrorReadLine();
        _daemon.BeginOutputReadLine();
        Environment.SetEnvironmentVariable("DOCKER_HOST", $"unix://{_folder.File("engine.sock")}");
        await Eventually.TrueAsync(async () => _daemon.HasExited || await AnswersAsync(), "the Docker Engine of the tests", TimeSpan.FromSeconds(120));
        _refusal = _daemon.HasExited ? $"This machine does not let a Docker Engine run: {last}" : null;
        return _refusal is null;
    }
}

/// <summary>
/// The tests that share the engine, and nothing beside them: networks that come and go make a browser drop its connections, and the
/// fixture sets <c>DOCKER_HOST</c> for the whole process.
/// </summary>
[CollectionDefinition(nameof(EngineCollection), DisableParallelization = true)]
public sealed class EngineCollection : ICollectionFixture<EngineFixture>;
