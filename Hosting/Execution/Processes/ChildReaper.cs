using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Aspire.Hosting.Execution;

/// <summary>Collects the exit codes of children started with <see cref="PosixSpawn"/>. The class library leaves children it does not know alone.</summary>
[UnsupportedOSPlatform("windows")]
internal static class ChildReaper
{
    private static readonly Lock Children = new();
    private static readonly Dictionary<int, TaskCompletionSource<int>> Running = [];
    private static PosixSignalRegistration? _registration;

    public static Task<int> Start(Func<int> spawn, out int id)
    {
        var exited = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (Children)
        {
            // A child may end before its id is known here; the handler waits for the lock.
            _registration ??= PosixSignalRegistration.Create(PosixSignal.SIGCHLD, _ => Reap());
            Running.Add(id = spawn(), exited);
        }

        return exited.Task;
    }

    private static void Reap()
    {
        lock (Children)
        {
            foreach (var (id, exited) in Running)
            {
                if (PosixSpawn.TryReap(id) is { } code)
                {
                    Running.Remove(id);
                    exited.SetResult(code);
                }
            }
        }
    }
}
