using System.Text;

namespace Belfry.Dashboard.Records;

/// <summary>
/// Finds text in encoded records without decoding them, ignoring the case of ASCII letters.
/// Looks for the needle's rarest byte in either case with vector instructions, then compares around it.
/// </summary>
internal sealed class RecordSearch
{
    /// <summary>What telemetry is mostly written with, the most frequent first; anything else is rarer still.</summary>
    private const string ByFrequency = "etaoinsr.hldcu/mpgfy_wbv0k12345-6789xjqz ";

    private readonly byte[] _needle;
    private readonly int _anchor;

    public RecordSearch(string text)
    {
        _needle = Encoding.UTF8.GetBytes(text.ToLowerInvariant());
        _anchor = _needle.Length == 0 ? 0 : Enumerable.Range(0, _needle.Length).MaxBy(i => Rarity(_needle[i]));
    }

    public bool Matches(ReadOnlySpan<byte> record)
    {
        if (_needle.Length == 0)
        {
            return true;
        }

        var (lower, upper) = (_needle[_anchor], ToUpper(_needle[_anchor]));
        for (var from = 0; from + _needle.Length <= record.Length;)
        {
            // The anchor of a match that starts at `from` or later and still ends within the record.
            var at = record[(from + _anchor)..(record.Length - _needle.Length + _anchor + 1)].IndexOfAny(lower, upper);
            if (at < 0)
            {
                return false;
            }

            if (Equals(record.Slice(from + at, _needle.Length)))
            {
                return true;
            }

            from += at + 1;
        }

        return false;
    }

    private static int Rarity(byte value) => ByFrequency.IndexOf((char)value) is var place and >= 0 ? place : ByFrequency.Length;

    private bool Equals(ReadOnlySpan<byte> candidate)
    {
        for (var i = 0; i < _needle.Length; i++)
        {
            if (candidate[i] != _needle[i] && ToLower(candidate[i]) != _needle[i])
            {
                return false;
            }
        }

        return true;
    }

    private static byte ToUpper(byte value) => value is >= (byte)'a' and <= (byte)'z' ? (byte)(value - 32) : value;

    private static byte ToLower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value + 32) : value;
}
