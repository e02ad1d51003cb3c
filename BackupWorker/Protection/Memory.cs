namespace Belfry.BackupWorker.Protection;

/// <summary>What a job leaves behind, buffers of megabytes, is given back to the system when it ends: between jobs the service mostly waits, and may wait for hours.</summary>
internal static class Memory
{
    public static void GiveBack() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
}
