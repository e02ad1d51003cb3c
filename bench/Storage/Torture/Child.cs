using System.Diagnostics;

namespace Belfry.Bench.Storage.Torture;

/// <summary>One running actor.</summary>
internal sealed class Child : IDisposable
{
    /// <summary>What an actor prints once it works.</summary>
    public const string Ready = "ready";

    private readonly Process _process;
    private readonly ManualResetEventSlim _ready = new();

    public Child(Action<string>? output, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Child).Assembly.Location);
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data == Ready)
            {
                _ready.Set();
            }
            else if (line.Data is not null)
            {
                output?.Invoke(line.Data);
            }
        };
        _process.BeginOutputReadLine();
    }

    /// <summary>Waits until the actor works; not for ever, for it may be held up by what the run did to it.</summary>
    public void WaitUntilReady() => _ready.Wait(TimeSpan.FromSeconds(20));

    /// <summary>SIGKILL; returns when the process is gone and all that it printed was read.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ends its input and waits for it to end by itself.</summary>
    public void Stop()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        if (_process.ExitCode != 0)
        {
            throw new InvalidOperationException($"An actor ended with exit code {_process.ExitCode}.");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
        _ready.Dispose();
    }
}
