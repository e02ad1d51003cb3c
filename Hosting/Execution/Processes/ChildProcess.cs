namespace Aspire.Hosting.Execution;

/// <summary>
/// A started process and everything it started. On Linux and macOS it leads a session of its own: a Ctrl+C in the terminal reaches the host
/// only, which then stops resources in order, and one signal reaches the whole group. Windows has no such groups; there the process tree is ended.
/// </summary>
internal abstract class ChildProcess
{
    public abstract int Id { get; }

    /// <summary>The exit code, once the process has ended and its output was read; 128 + n when signal n ended it.</summary>
    public abstract Task<int> Exited { get; }

    /// <summary>Asks the process and all it started to end.</summary>
    public abstract void Terminate();

    /// <summary>Ends the process and all it started.</summary>
    public abstract void Kill();

    /// <summary>Starts a process whose output goes to <paramref name="log"/>.</summary>
    public static ChildProcess Start(LaunchPlan plan, ConsoleLog log) =>
        OperatingSystem.IsWindows() ? new PortableChildProcess(plan, log) : new PosixChildProcess(plan, log);

    /// <summary>Asks first; after <paramref name="patience"/> no more asking.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        Terminate();
        await Task.WhenAny(Exited, Task.Delay(patience)).ConfigureAwait(false);

        // Also after a graceful end: a child that its parent left behind is still in the group.
        Kill();
        await Exited.ConfigureAwait(false);
    }
}
