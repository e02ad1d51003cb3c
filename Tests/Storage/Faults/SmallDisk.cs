using System.Diagnostics;
using Belfry.Tests.Support;

namespace Belfry.Tests.Storage.Faults;

/// <summary>A file system of a few MiB, in memory, that can be filled up.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();

    public SmallDisk(int mebibytes)
    {
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", _folder.Path))
        {
            _folder.Dispose();
            Prerequisite.Missing("No file system can be mounted", "run it as root");
        }
    }

    public string Path => _folder.Path;

    public string File(string name) => _folder.File(name);

    /// <summary>Takes all the space that is left.</summary>
    public void Fill()
    {
        using var filler = new FileStream(File("filler"), FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                filler.Write(block);
            }
        }
        catch (IOException)
        {
            // full
        }
    }

    /// <summary>As a system does with a disk that fails; no file may be open for writing.</summary>
    public void MakeReadOnly(bool readOnly) => Assert.True(Run("mount", "-o", readOnly ? "remount,ro" : "remount,rw", _folder.Path));

    public void Free() => System.IO.File.Delete(File("filler"));

    public void Dispose()
    {
        Run("umount", "-l", _folder.Path);
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        var asRoot = Environment.IsPrivilegedProcess;
        using var process = Process.Start(new ProcessStartInfo(asRoot ? program : "sudo", asRoot ? arguments : ["-n", program, .. arguments]) { RedirectStandardError = true });
        process!.WaitForExit();
        return process.ExitCode == 0;
    }
}
