using System.Buffers.Binary;
using System.Globalization;

namespace Belfry.Dashboard.Otlp;

/// <summary>Trace ids (16 bytes) and span ids (8 bytes) as numbers; zero means none, as OTLP has it. Times as milliseconds for the UI.</summary>
internal static class TelemetryIds
{
    public static UInt128 Trace(ReadOnlySpan<byte> bytes) => bytes.Length == 16 ? BinaryPrimitives.ReadUInt128BigEndian(bytes) : UInt128.Zero;

    public static ulong Span(ReadOnlySpan<byte> bytes) => bytes.Length == 8 ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;

    public static string? Hex(UInt128 traceId) => traceId == UInt128.Zero ? null : traceId.ToString("x32", CultureInfo.InvariantCulture);

    public static string? Hex(ulong spanId) => spanId == 0 ? null : spanId.ToString("x16", CultureInfo.InvariantCulture);

    public static bool TryParseTrace(string? hex, out UInt128 traceId)
    {
        traceId = UInt128.Zero;
        return hex?.Length == 32 && UInt128.TryParse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out traceId);
    }

    /// <summary>Milliseconds since 1970 with a fraction: a JavaScript number keeps them to a quarter of a microsecond.</summary>
    public static double Milliseconds(ulong unixNanoseconds) => unixNanoseconds / 1_000_000 + (unixNanoseconds % 1_000_000 / 1e6);

    public static ulong Nanoseconds(double unixMilliseconds) => (ulong)Math.Max(0, Math.Round(unixMilliseconds * 1e6));
}
