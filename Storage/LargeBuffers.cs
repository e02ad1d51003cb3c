namespace Belfry.Storage;

/// <summary>
/// Buffers of a megabyte or so, used again. Made anew, each would stay until a full collection; the pool of .NET keeps some for every thread that ever gave one back. Of these there
/// are as many as are used at once, and those that nobody uses go with the next full collection.
/// </summary>
internal static class LargeBuffers
{
    private const int StepBytes = 128 << 10;
    private const int MostKept = 16;

    private static readonly Lock Sync = new();
    private static readonly List<WeakReference<byte[]>> Kept = [];

    /// <summary>A buffer of that length or more, with whatever is in it.</summary>
    public static byte[] Rent(int length)
    {
        lock (Sync)
        {
            for (var i = Kept.Count - 1; i >= 0; i--)
            {
                if (!Kept[i].TryGetTarget(out var buffer))
                {
                    Kept.RemoveAt(i);
                }
                else if (buffer.Length >= length && buffer.Length <= Math.Max(2 * length, StepBytes))
                {
                    Kept.RemoveAt(i);
                    return buffer;
                }
            }
        }

        return GC.AllocateUninitializedArray<byte>((length + StepBytes - 1) / StepBytes * StepBytes);
    }

    /// <summary>Gives back a buffer that nobody uses any more.</summary>
    public static void Return(byte[] buffer)
    {
        lock (Sync)
        {
            if (buffer.Length > 0 && Kept.Count < MostKept)
            {
                Kept.Add(new WeakReference<byte[]>(buffer));
            }
        }
    }
}
