using System.IO.Pipes;

namespace Aspire.Hosting.Execution;

/// <summary>
/// Ends every process of the run when the host itself dies without a chance to do so. A small shell in a session of its own reads the
/// process groups from a pipe; the pipe ends when the host does, however that happens. On Linux it also ends processes that left their
/// group but still carry the <see cref="RunId"/> in their environment; on macOS those are out of reach, and on Windows there is no guard.
/// </summary>
internal sealed class OrphanGuard(RunId run) : IDisposable
{
    private const string Script = """
        trap '' HUP INT QUIT TERM PIPE
        groups=
        while read -r word group; do
          case $word in
            start) groups="$groups $group" ;;
            end) left=; for g in $groups; do [ "$g" = "$group" ] || left="$left $g"; done; groups=$left ;;
            bye) exit 0 ;;
          esac
        done
        marked() { grep -ls "APPHOST_RUN_ID=$1" /proc/[0-9]*/environ 2>/dev/null | cut -d/ -f3; }
        signal() {
          for g in $groups; do kill -s "$1" -- "-$g"; done 2>/dev/null
          for p in $(marked "$2"); do kill -s "$1" "$p"; done 2>/dev/null
        }
        alive() {
          for g in $groups; do kill -s 0 -- "-$g" 2>/dev/null && return 0; done
          [ -n "$(marked "$1")" ]
        }
        signal TERM "$1"
        tries=0
        while alive "$1" && [ $tries -lt 15 ]; do sleep 0.1; tries=$((tries + 1)); done
        signal KILL "$1"
        rm -f "$2"
        """;

    private readonly Lock _lock = new();
    private StreamWriter? _pipe;

    /// <summary>Starts the guard; it lives until this object is disposed or this process is gone.</summary>
    public void Start()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var input = new AnonymousPipeServerStream(PipeDirection.Out);
        using var silent = new AnonymousPipeServerStream(PipeDirection.In);
        var plan = new LaunchPlan("/bin/sh", ["-c", Script, "apphost-guard", run.Value, ProjectHttps.FileOf(run)], "/", new Dictionary<string, string>
        {
            ["PATH"] = Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin",
        });
        _ = ChildReaper.Start(
            () => PosixSpawn.Start(plan, silent.ClientSafePipeHandle, silent.ClientSafePipeHandle, input.ClientSafePipeHandle), out _);
        input.DisposeLocalCopyOfClientHandle();
        _pipe = new StreamWriter(input) { AutoFlush = true };
    }

    public void Watch(int group) => Tell($"start {group}");

    public void Forget(int group) => Tell($"end {group}");

    public void Dispose()
    {
        Tell("bye");
        _pipe?.Dispose();
    }

    private void Tell(string words)
    {
        try
        {
            lock (_lock)
            {
                _pipe?.WriteLine(words);
            }
        }
        catch (IOException)
        {
            // Somebody ended the guard. The run goes on without its protection.
        }
    }
}
