using System.IO.Pipes;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Execution;

/// <summary>A child process that leads its own session, so that one signal reaches it and all it started.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class PosixChildProcess : ChildProcess
{
    // A grandchild that outlives the process keeps its output open. It has this long to end by itself.
    private static readonly TimeSpan ChildPatience = TimeSpan.FromMilliseconds(500);

    // What is left then has left the process group too, or the machine is too busy to read. The end is reported after this long all the same.
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(5);

    private readonly int _id;

    public PosixChildProcess(LaunchPlan plan, ConsoleLog log)
    {
        var output = new AnonymousPipeServerStream(PipeDirection.In);
        var errors = new AnonymousPipeServerStream(PipeDirection.In);
        Task<int> exited;
        try
        {
            exited = ChildReaper.Start(() => PosixSpawn.Start(plan, output.ClientSafePipeHandle, errors.ClientSafePipeHandle), out _id);
        }
        catch
        {
            output.Dispose();
            errors.Dispose();
            throw;
        }

        // The child has its own copies; while this process holds the writing ends, the reading ends never end.
        output.DisposeLocalCopyOfClientHandle();
        errors.DisposeLocalCopyOfClientHandle();
        var pumped = LogPump.Start(output, errors, log);
        Exited = ExitAsync(exited, pumped);
    }

    public override int Id => _id;

    public override Task<int> Exited { get; }

    public override void Terminate() => PosixSpawn.SignalGroup(_id, PosixSpawn.SigTerm);

    public override void Kill() => PosixSpawn.SignalGroup(_id, PosixSpawn.SigKill);

    private async Task<int> ExitAsync(Task<int> exited, Task pumped)
    {
        var code = await exited.ConfigureAwait(false);
        if (await Task.WhenAny(pumped, Task.Delay(ChildPatience)).ConfigureAwait(false) != pumped)
        {
            Kill();
            await Task.WhenAny(pumped, Task.Delay(OutputPatience)).ConfigureAwait(false);
        }

        return code;
    }
}
