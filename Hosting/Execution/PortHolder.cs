using System.Globalization;

namespace Aspire.Hosting.Execution;

/// <summary>Finds out who listens on a port. Only Linux tells, through <c>/proc</c>, and only about processes of the same user.</summary>
internal static class PortHolder
{
    private static readonly string[] Tables = ["/proc/net/tcp", "/proc/net/tcp6"];

    public static (int Process, string Name)? Find(int port)
    {
        if (!OperatingSystem.IsLinux() || ListeningSockets(port) is not { Count: > 0 } sockets)
        {
            return null;
        }

        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && HoldsAny(folder, sockets))
            {
                return (id, File.ReadAllText(Path.Combine(folder, "comm")).Trim());
            }
        }

        return null;
    }

    private static HashSet<string> ListeningSockets(int port)
    {
        // /proc/net/tcp:   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
        //                   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 123456 ...
        const string Listening = "0A";
        var sockets = new HashSet<string>();
        foreach (var line in Tables.Where(File.Exists).SelectMany(File.ReadLines).Where(l => !l.Contains("local_address")))
        {
            var columns = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var local = columns[1][(columns[1].LastIndexOf(':') + 1)..];
            if (columns[3] == Listening && int.Parse(local, NumberStyles.HexNumber) == port)
            {
                sockets.Add($"socket:[{columns[9]}]");
            }
        }

        return sockets;
    }

    private static bool HoldsAny(string process, HashSet<string> sockets)
    {
        try
        {
            return Directory.EnumerateFiles(Path.Combine(process, "fd")).Any(fd => new FileInfo(fd).LinkTarget is { } target && sockets.Contains(target));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
