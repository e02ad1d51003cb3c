using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.Hosting;

/// <summary>The program of Tests/Programs/TestHost, started for real, with what it prints.</summary>
internal sealed class TestHostProcess : IDisposable
{
    /// <summary>Milliseconds after which a test of such a process is given up.</summary>
    public const int Timeout = 300_000;

    private readonly List<string> _lines = [];
    private readonly Process _process;

    private TestHostProcess(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(line.Data);
        _process.ErrorDataReceived += (_, line) => Add(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Id => _process.Id;

    public string Output
    {
        get
        {
            lock (_lines)
            {
                return string.Join('\n', _lines);
            }
        }
    }

    /// <summary>Starts it; <paramref name="home"/> is the folder it takes for the user's, where certificates and secrets are.</summary>
    public static TestHostProcess Start(string application, string? home = null, params string[] arguments)
    {
        var start = BuiltProgram.StartInfo("TestHost", "TestHost.dll", [$"--Application={application}", "--DcpPublisher:RandomizePorts=true", .. arguments]);
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        if (home is not null)
        {
            start.Environment["HOME"] = home;
        }

        return new TestHostProcess(start);
    }

    /// <summary>Waits for a line that has this text.</summary>
    public async Task<string> LineAsync(string text)
    {
        await Eventually.TrueAsync(
            () => Task.FromResult(Output.Contains(text, StringComparison.Ordinal) || _process.HasExited), $"the host to print '{text}'", TimeSpan.FromSeconds(150));
        return Output.Split('\n').FirstOrDefault(line => line.Contains(text, StringComparison.Ordinal)) ?? throw new InvalidOperationException($"The host ended:\n{Output}");
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop.</summary>
    public async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{_process.Id}"]))
        {
            await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        return await ExitAsync();
    }

    /// <summary>Ends it without a chance to clean up.</summary>
    public void Kill() => _process.Kill();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private void Add(string? line)
    {
        lock (_lines)
        {
            _lines.Add(line ?? "");
        }
    }
}
