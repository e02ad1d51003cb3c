using Belfry.Dashboard.Otlp.Wire;

namespace Belfry.Dashboard.Metrics;

/// <summary>
/// An exponential histogram's positive buckets, brought onto fixed bounds (powers of two from 2^-20 to 2^30), because its own
/// bounds move whenever its scale does and could not be compared over time.
/// </summary>
internal struct ExponentialBuckets()
{
    private const int LowestPower = -20;
    private const int HighestPower = 30;
    private const int MaxBuckets = 512;
    private readonly List<ulong> _counts = [];
    private int _scale;
    private int _offset;

    public static double[] Bounds { get; } = [.. Enumerable.Range(LowestPower, HighestPower - LowestPower + 1).Select(power => Math.Pow(2, power))];

    public void SetScale(uint zigzag) => _scale = Math.Clamp(Decode(zigzag), -10, 20);

    /// <summary>Buckets: offset (1, zigzag) and counts (2, packed varints).</summary>
    public void Read(ReadOnlySpan<byte> buckets)
    {
        var reader = new ProtoReader(buckets);
        while (reader.TryReadTag(out var field, out var wire))
        {
            if (field == 1)
            {
                _offset = Decode((uint)reader.ReadVarint());
            }
            else if (field == 2 && wire == WireType.Bytes)
            {
                var packed = reader.ReadBytes();
                var inner = new ProtoReader(packed);
                while (inner.Position < packed.Length && _counts.Count < MaxBuckets)
                {
                    _counts.Add(inner.ReadVarint());
                }
            }
            else
            {
                reader.Skip(wire);
            }
        }
    }

    public readonly uint[] ToFixed(ulong zeros)
    {
        var counts = new uint[Bounds.Length + 1];
        counts[0] = (uint)Math.Min(zeros, uint.MaxValue);
        for (var i = 0; i < _counts.Count; i++)
        {
            // Bucket i covers (base^(offset+i), base^(offset+i+1)] with base = 2^(2^-scale); its upper bound decides.
            var power = Math.Ceiling(((double)_offset + i + 1) * Math.Pow(2, -_scale));
            counts[(int)Math.Clamp(power - LowestPower, 0, Bounds.Length)] += (uint)Math.Min(_counts[i], uint.MaxValue);
        }

        return counts;
    }

    private static int Decode(uint zigzag) => (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
}
