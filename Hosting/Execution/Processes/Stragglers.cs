namespace Aspire.Hosting.Execution;

/// <summary>Ends processes of a run that left their process group, after all resources were stopped. Linux only: it reads <c>/proc</c>.</summary>
internal static class Stragglers
{
    public static void Kill(RunId run)
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        foreach (var process in FindAll(run))
        {
            PosixSpawn.Signal(process, PosixSpawn.SigKill);
        }
    }

    public static IReadOnlyList<int> FindAll(RunId run)
    {
        var marker = System.Text.Encoding.ASCII.GetBytes($"{RunId.Variable}={run.Value}");
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), out var id) && EnvironmentOf(folder).AsSpan().IndexOf(marker) >= 0)
            {
                found.Add(id);
            }
        }

        return found;
    }

    private static byte[] EnvironmentOf(string folder)
    {
        try
        {
            return File.ReadAllBytes(Path.Combine(folder, "environ"));
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            // It ended while we looked, or it belongs to somebody else.
            return [];
        }
    }
}
