using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Aspire.Hosting.Execution;

/// <summary>A child process through the class library alone. It cannot ask a process to end, nor find children whose parent is gone.</summary>
[SuppressMessage("Design", "CA1001", Justification = "Needed until the child has ended, whenever that is; the handle is freed with this object.")]
internal sealed class PortableChildProcess : ChildProcess
{
    private readonly Process _process;

    public PortableChildProcess(LaunchPlan plan, ConsoleLog log)
    {
        var start = new ProcessStartInfo(plan.Program, plan.Args)
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment.Clear();
        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Write(log, LogStream.Out, line.Data);
        _process.ErrorDataReceived += (_, line) => Write(log, LogStream.Err, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        Exited = ExitAsync();
    }

    public override int Id => _process.Id;

    public override Task<int> Exited { get; }

    public override void Terminate() => Kill();

    public override void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private static void Write(ConsoleLog log, LogStream stream, string? line)
    {
        if (line is not null)
        {
            log.Append(stream, line.Length > ConsoleLog.MaxLineLength ? line[..ConsoleLog.MaxLineLength] : line);
        }
    }

    private async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().ConfigureAwait(false);
        return _process.ExitCode;
    }
}
