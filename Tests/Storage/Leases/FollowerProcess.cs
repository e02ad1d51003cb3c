using System.Collections.Concurrent;
using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Leases;

/// <summary>A follower in a process of its own (<c>Tests/Programs/Follower</c>), which can be killed, and stopped as if its machine were suspended.</summary>
internal sealed class FollowerProcess : IDisposable
{
    private readonly ConcurrentQueue<string> _errors = new();
    private readonly Process _process;
    private volatile string _last = "";

    public FollowerProcess(string database, string workFolder, int leaseSeconds, params string[] target)
    {
        var start = BuiltProgram.StartInfo("Follower", "Follower.dll", [database, workFolder, $"{leaseSeconds}", .. target]);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => _last = line.Data ?? _last;
        _process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>The epoch in which it writes; 0 while it has no lease.</summary>
    public uint Epoch => uint.TryParse(_last.Split(' ')[0], out var epoch) ? epoch : 0;

    /// <summary>The lineage it writes; "-" while there is none.</summary>
    public string Lineage => _last.Split(' ') is [_, var lineage, ..] ? lineage : "-";

    public string Failure => _last.Split(' ', 3) is [_, _, var failure] ? failure : "";

    public Task WritesAsync() => WaitAsync(() => Lineage != "-" && Failure.Length == 0, "a lineage");

    public Task SaysAsync(string failure) => WaitAsync(() => Failure.Contains(failure, StringComparison.Ordinal), $"\"{failure}\"");

    public Task PauseAsync() => SignalAsync("-STOP");

    public Task ResumeAsync() => SignalAsync("-CONT");

    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>Ends its input; it writes the rest and gives the lease back.</summary>
    public async Task StopAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        Assert.True(_process.ExitCode == 0, string.Join('\n', _errors));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{_process.Id}"]);
        await kill.WaitForExitAsync();
        Assert.Equal(0, kill.ExitCode);
    }

    private Task WaitAsync(Func<bool> condition, string what) => Eventually.TrueAsync(
        () =>
        {
            Assert.False(_process.HasExited, string.Join('\n', _errors));
            return Task.FromResult(condition());
        },
        $"{what}; the last it said was \"{_last}\"",
        TimeSpan.FromSeconds(90));
}
