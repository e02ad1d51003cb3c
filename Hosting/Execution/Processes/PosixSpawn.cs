using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Aspire.Hosting.Execution;

/// <summary>
/// posix_spawn of the C library (glibc 2.29, musl 1.1.24, macOS 10.15 or later). The class library's Process cannot give a child a
/// session of its own, and without one neither Ctrl+C nor a stop can be kept to the processes it is meant for.
/// </summary>
internal static unsafe partial class PosixSpawn
{
    public const int SigTerm = 15;
    public const int SigKill = 9;

    private const short SetSignalDefaults = 0x04;
    private const short SetSignalMask = 0x08;
    private const int ReadOnly = 0;

    // The attribute, action and signal set types are opaque; the largest of the three libraries' are 336, 80 and 128 bytes.
    private const int OpaqueSize = 512;

    // Signals the runtime or a parent shell may have set to be ignored, which a child would inherit: INT, QUIT, PIPE, TERM.
    private static readonly int[] DefaultSignals = [2, 3, 13, SigTerm];

    private static short SetSession => (short)(OperatingSystem.IsMacOS() ? 0x400 : 0x80);

    /// <summary>Starts a process that leads a session of its own; standard input is empty unless given.</summary>
    /// <returns>Its id, which is also the id of its session and process group.</returns>
    public static int Start(LaunchPlan plan, SafePipeHandle output, SafePipeHandle errors, SafePipeHandle? input = null)
    {
        var attributes = stackalloc byte[OpaqueSize];
        var actions = stackalloc byte[OpaqueSize];
        var signals = stackalloc byte[OpaqueSize];
        Check(posix_spawnattr_init(attributes));
        Check(posix_spawn_file_actions_init(actions));
        using var args = new NativeTexts([plan.Program, .. plan.Args]);
        using var environment = new NativeTexts([.. plan.Environment.Select(v => $"{v.Key}={v.Value}")]);
        try
        {
            _ = sigemptyset(signals);
            Check(posix_spawnattr_setsigmask(attributes, signals));
            foreach (var signal in DefaultSignals)
            {
                _ = sigaddset(signals, signal);
            }

            Check(posix_spawnattr_setsigdefault(attributes, signals));
            Check(posix_spawnattr_setflags(attributes, (short)(SetSession | SetSignalDefaults | SetSignalMask)));
            Check(input is null
                ? posix_spawn_file_actions_addopen(actions, 0, "/dev/null", ReadOnly, 0)
                : posix_spawn_file_actions_adddup2(actions, Descriptor(input), 0));
            Check(posix_spawn_file_actions_adddup2(actions, Descriptor(output), 1));
            Check(posix_spawn_file_actions_adddup2(actions, Descriptor(errors), 2));
            Check(posix_spawn_file_actions_addchdir_np(actions, plan.WorkingDirectory));
            Check(posix_spawn(out var id, plan.Program, actions, attributes, args.Pointer, environment.Pointer));
            return id;
        }
        finally
        {
            _ = posix_spawn_file_actions_destroy(actions);
            _ = posix_spawnattr_destroy(attributes);
        }

        void Check(int error)
        {
            if (error != 0)
            {
                throw DistributedApplicationException.Of(
                    $"The program {plan.Program} cannot be started.",
                    Marshal.GetPInvokeErrorMessage(error) + ".",
                    "Check that it is a program for this machine and that you may execute it.");
            }
        }
    }

    /// <summary>Sends a signal to a process group; one that is gone is no fault.</summary>
    public static void SignalGroup(int group, int signal) => _ = kill(-group, signal);

    /// <summary>Sends a signal to a process; one that is gone is no fault.</summary>
    public static void Signal(int process, int signal) => _ = kill(process, signal);

    /// <summary>The exit code of a child that has ended; null while it runs. 128 + n when signal n ended it, -1 when somebody else reaped it.</summary>
    public static int? TryReap(int process)
    {
        const int DoNotWait = 1;
        var ended = waitpid(process, out var status, DoNotWait);
        return ended == 0 ? null : ended < 0 ? -1 : (status & 0x7f) == 0 ? (status >> 8) & 0xff : 128 + (status & 0x7f);
    }

    private static int Descriptor(SafePipeHandle pipe) => (int)pipe.DangerousGetHandle();

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_init(byte* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_destroy(byte* attributes);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setflags(byte* attributes, short flags);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigdefault(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    private static partial int posix_spawnattr_setsigmask(byte* attributes, byte* signals);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_init(byte* actions);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_destroy(byte* actions);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn_file_actions_addopen(byte* actions, int descriptor, string path, int flags, int mode);

    [LibraryImport("libc")]
    private static partial int posix_spawn_file_actions_adddup2(byte* actions, int from, int to);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn_file_actions_addchdir_np(byte* actions, string path);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int posix_spawn(out int id, string path, byte* actions, byte* attributes, byte** args, byte** environment);

    [LibraryImport("libc")]
    private static partial int sigemptyset(byte* signals);

    [LibraryImport("libc")]
    private static partial int sigaddset(byte* signals, int signal);

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);

    [LibraryImport("libc")]
    private static partial int waitpid(int process, out int status, int options);

    /// <summary>A null-terminated array of C strings.</summary>
    private sealed class NativeTexts : IDisposable
    {
        public NativeTexts(string[] texts)
        {
            Pointer = (byte**)NativeMemory.AllocZeroed((nuint)texts.Length + 1, (nuint)sizeof(byte*));
            for (var i = 0; i < texts.Length; i++)
            {
                Pointer[i] = (byte*)Marshal.StringToCoTaskMemUTF8(texts[i]);
            }
        }

        public byte** Pointer { get; }

        public void Dispose()
        {
            for (var text = Pointer; *text is not null; text++)
            {
                Marshal.FreeCoTaskMem((nint)(*text));
            }

            NativeMemory.Free(Pointer);
        }
    }
}
