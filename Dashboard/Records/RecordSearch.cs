using System.Text;

namespace Belfry.Dashboard.Records;

/// <summary>
/// Finds text in encoded records without decoding them, ignoring the case of ASCII letters.
/// Looks for the needle's first byte in either case with vector instructions, then compares.
/// </summary>
internal sealed class RecordSearch(string text)
{
    private readonly byte[] _needle = Encoding.UTF8.GetBytes(text.ToLowerInvariant());

    public bool Matches(ReadOnlySpan<byte> record)
    {
        if (_needle.Length == 0)
        {
            return true;
        }

        var (lower, upper) = (_needle[0], ToUpper(_needle[0]));
        while (record.Length >= _needle.Length)
        {
            var at = record[..(record.Length - _needle.Length + 1)].IndexOfAny(lower, upper);
            if (at < 0)
            {
                return false;
            }

            if (Equals(record.Slice(at, _needle.Length)))
            {
                return true;
            }

            record = record[(at + 1)..];
        }

        return false;
    }

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
