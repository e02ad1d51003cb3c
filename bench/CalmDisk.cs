using System.Diagnostics;
using Microsoft.Win32.SafeHandles;

namespace Belfry.Bench;

/// <summary>
/// Waits for the disk, which other machines use too: how long single commits take says something about whoever works beside them only where a flush is quick at other
/// times. After its patience it lets the figures tell what the disk was like.
/// </summary>
internal static class CalmDisk
{
    private const int Flushes = 200;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(4);
    private static readonly TimeSpan Quick = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>What was written or deleted before is done first.</summary>
    public static async Task WaitAsync()
    {
        Tools.Run("/", "sync");
        using var work = new WorkFolder();
        using var file = File.OpenHandle(work.File("flushed"), FileMode.CreateNew, FileAccess.Write);
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < Patience;)
        {
            if (await IsQuickAsync(file))
            {
                return;
            }
        }
    }

    /// <returns>Whether not more than one of a hundred flushes was slow.</returns>
    private static async Task<bool> IsQuickAsync(SafeFileHandle file)
    {
        var block = new byte[4096];
        var slow = 0;
        for (var i = 0; i < Flushes; i++)
        {
            await Task.Delay(Pace);
            var started = Stopwatch.GetTimestamp();
            RandomAccess.Write(file, block, 0);
            RandomAccess.FlushToDisk(file);
            slow += Stopwatch.GetElapsedTime(started) > Quick ? 1 : 0;
        }

        return slow <= Flushes / 100;
    }
}
