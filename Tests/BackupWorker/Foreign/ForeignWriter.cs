using System.Diagnostics;
using System.Text;

namespace Belfry.Tests.BackupWorker.Foreign;

/// <summary>
/// A program of somebody else that writes to the database, with an SQLite and a checkpoint policy of its own: a process that is killed and started again, and
/// what it acknowledged when. It prints <c>ack 17</c> after the commit of its 17th row, and ends when its input does.
/// </summary>
/// <param name="name">Of the writer, in the rows too.</param>
/// <param name="program">The program and its arguments.</param>
/// <param name="typed">For a program that is typed to, as the shell of SQLite: the next line to type.</param>
internal sealed class ForeignWriter(string name, IReadOnlyList<string> program, Func<string>? typed = null) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<(long Number, DateTimeOffset At)> _acknowledged = [];
    private readonly StringBuilder _errors = new();
    private Process? _process;
    private CancellationTokenSource _stop = new();
    private Task _typing = Task.CompletedTask;

    public string Name => name;

    /// <summary>How many rows it acknowledged.</summary>
    public long Acknowledged => AcknowledgedBefore(DateTimeOffset.MaxValue);

    /// <summary>How many rows it had acknowledged at a moment.</summary>
    public long AcknowledgedBefore(DateTimeOffset moment)
    {
        lock (_lock)
        {
            return _acknowledged.FindLast(row => row.At < moment).Number;
        }
    }

    public void Start()
    {
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(program[0], program.Skip(1)) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true },
        };
        process.OutputDataReceived += (_, line) => Note(line.Data);
        process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        (_process, _stop) = (process, new CancellationTokenSource());
        _typing = typed is null ? Task.CompletedTask : TypeAsync(process, typed, _stop.Token);
    }

    /// <summary>SIGKILL; returns when it is gone and everything that it printed was read.</summary>
    public Task KillAsync() => EndAsync(process => process.Kill());

    /// <summary>Ends its input: it closes the database and ends.</summary>
    public async Task StopAsync()
    {
        await EndAsync(process => process.StandardInput.Close());
    }

    public void Dispose()
    {
        if (_process is { HasExited: false } running)
        {
            running.Kill();
            running.WaitForExit();
        }

        _process?.Dispose();
        _stop.Dispose();
    }

    private async Task EndAsync(Action<Process> end)
    {
        var process = _process!;
        Assert.False(process.HasExited, $"{name} ended by itself: {_errors}");
        await _stop.CancelAsync();
        await _typing;
        end(process);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        process.Dispose();
        _process = null;
        _stop.Dispose();
    }

    private void Note(string? line)
    {
        // A kill can cut the last line; what was not printed whole was not acknowledged to anybody.
        if (line?.Split(' ') is ["ack", var number] && long.TryParse(number, out var row))
        {
            lock (_lock)
            {
                _acknowledged.Add((row, DateTimeOffset.UtcNow));
            }
        }
    }

    private static async Task TypeAsync(Process process, Func<string> typed, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                await process.StandardInput.WriteLineAsync(typed());
                await Task.Delay(Random.Shared.Next(10), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
        catch (IOException)
        {
            // It was killed.
        }
    }
}
