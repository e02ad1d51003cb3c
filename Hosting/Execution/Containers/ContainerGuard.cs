using System.IO.Pipes;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Removes the containers and the network of a run when the host itself dies without a chance to do so. A small shell in a session of its
/// own waits for the end of a pipe, which comes when the host ends, however that happens. Windows has no such guard.
/// </summary>
internal sealed class ContainerGuard(RunId run) : IDisposable
{
    // A command that was on its way to the engine when the host died may still make a container: so it looks three times.
    private const string Script = """
        trap '' HUP INT QUIT TERM PIPE
        read -r word && exit 0
        for pause in 0 1 3; do
          sleep $pause
          ids=$("$1" ps --all --quiet --filter "label=$2")
          [ -z "$ids" ] || "$1" rm --force --volumes $ids
          nets=$("$1" network ls --quiet --filter "label=$2")
          [ -z "$nets" ] || "$1" network rm $nets
        done >/dev/null 2>&1
        """;

    private readonly Lock _lock = new();
    private StreamWriter? _pipe;
    private bool _hasWork;

    /// <summary>Starts the guard, once; it lives until this object is disposed or this process is gone.</summary>
    public void Start(EngineProgram program)
    {
        lock (_lock)
        {
            if (_pipe is not null || OperatingSystem.IsWindows())
            {
                return;
            }

            var input = new AnonymousPipeServerStream(PipeDirection.Out);
            using var silent = new AnonymousPipeServerStream(PipeDirection.In);

            // Without the run's mark: the guard of the processes ends all that carry it.
            var plan = new LaunchPlan(
                "/bin/sh", ["-c", Script, "apphost-guard", program.Path, $"{ContainerNames.RunLabel}={run.Value}"], "/", InheritedEnvironment.Read());
            _ = ChildReaper.Start(
                () => PosixSpawn.Start(plan, silent.ClientSafePipeHandle, silent.ClientSafePipeHandle, input.ClientSafePipeHandle), out _);
            input.DisposeLocalCopyOfClientHandle();
            _pipe = new StreamWriter(input) { AutoFlush = true };
        }
    }

    /// <summary>The engine did not answer, so that something of the run is left: the guard removes it as if the host had died.</summary>
    public void TakeOver() => _hasWork = true;

    public void Dispose()
    {
        lock (_lock)
        {
            try
            {
                if (!_hasWork)
                {
                    _pipe?.WriteLine("bye");
                }

                _pipe?.Dispose();
            }
            catch (IOException)
            {
                // Somebody ended the guard.
            }

            _pipe = null;
        }
    }
}
