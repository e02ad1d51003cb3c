namespace Belfry.Dashboard.Traces;

/// <summary>
/// Durations in milliseconds, counted in buckets that each are a fifth wider than the one before (one microsecond to an hour and more), so that any
/// number of them takes the same little memory. A percentile is right to within that fifth.
/// </summary>
internal sealed class LatencySketch
{
    private const int PerDoubling = 4;
    private const int Buckets = 32 * PerDoubling;
    private const double Smallest = 0.001;
    private readonly int[] _counts = new int[Buckets];

    public int Count { get; private set; }

    public double Max { get; private set; }

    public void Add(double milliseconds)
    {
        _counts[Math.Clamp((int)(Math.Log2(Math.Max(milliseconds, Smallest) / Smallest) * PerDoubling), 0, Buckets - 1)]++;
        Count++;
        Max = Math.Max(Max, milliseconds);
    }

    /// <param name="share">0.95 for the duration that 95 of 100 stay below.</param>
    /// <returns>Null without any duration.</returns>
    public double? Percentile(double share)
    {
        var wanted = Count * share;
        double passed = 0;
        for (var i = 0; i < Buckets && Count > 0; i++)
        {
            passed += _counts[i];
            if (passed >= wanted && _counts[i] > 0)
            {
                // The middle of the bucket, by its ends' ratio.
                return Math.Min(Max, Smallest * Math.Pow(2, (i + 0.5) / PerDoubling));
            }
        }

        return null;
    }
}
