using System.Diagnostics;

namespace Belfry.Tests.Torture;

/// <summary>One running actor of this program.</summary>
public sealed class Child : IDisposable
{
    /// <summary>What an actor prints once it works.</summary>
    public const string Ready = "ready";

    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="program">This program's assembly as it was built; a copy in another program's folder may lack what it needs.</param>
    /// <param name="output">Receives every line but the one that says that it works.</param>
    /// <param name="arguments">The actor and its arguments.</param>
    public Child(string program, Action<string>? output, params string[] arguments)
        : this(program, output, [], arguments)
    {
    }

    /// <inheritdoc cref="Child(string, Action{string}?, string[])"/>
    /// <param name="program">As above.</param>
    /// <param name="output">As above.</param>
    /// <param name="environment">Variables that it gets beside this process's.</param>
    /// <param name="arguments">As above.</param>
    public Child(string program, Action<string>? output, IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        start.Environment["DOTNET_EnableDiagnostics"] = "0"; // the pipes for debuggers stay in the temporary folder when a process is killed
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data is Ready or null)
            {
                _ready.TrySetResult(); // an end without it is seen by who stops or kills it
            }
            else
            {
                output?.Invoke(line.Data);
            }
        };
        _process.BeginOutputReadLine();
    }

    /// <summary>The process.</summary>
    public int Id => _process.Id;

    /// <summary>Waits until the actor works, or ended.</summary>
    public Task ReadyAsync() => _ready.Task;

    /// <summary>SIGKILL; returns when the process is gone and all that it printed was read.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Ends its input and waits for it to end by itself.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"An actor ended with exit code {_process.ExitCode}.");
        }
    }

    /// <summary>Kills it if it still runs.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
