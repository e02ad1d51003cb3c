using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Belfry.Bench.Dashboard;

/// <summary>
/// An export request of 512 records as an SDK would send it, encoded once. Ids are stamped into the bytes before each
/// sending, so that the sender costs next to nothing and the receiver sees new traces every time.
/// </summary>
internal sealed class Batch
{
    public const int Records = 512;
    private const int SpansPerTrace = 8;
    private readonly List<int> _traceIds = [];
    private readonly List<int> _spanIds = [];
    private readonly List<int> _times = [];
    private ulong _time = (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000;

    private Batch(byte[] bytes) => Bytes = bytes;

    public byte[] Bytes { get; }

    public static Batch Spans(int padding) => Create(i => [.. Id(1, 16, 'T'), .. Id(2, 8, 'S'), .. Text(5, "GET /api/lists/{id}/items"), 0x30, 2,
        .. Time(7), .. Time(8), .. Attributes(9, i), .. Padding(9, padding), .. Field(15, [])]);

    public static Batch Logs(int padding) => Create(i => [.. Time(1), 0x10, 9, .. Text(3, "Information"), .. Field(5, Text(1, "{Method} {Path} answered {StatusCode} in {Elapsed} ms")),
        .. Attributes(6, i), .. Padding(6, padding), .. Id(9, 16, 'T'), .. Id(10, 8, 'S')]);

    /// <summary>A request with a single log record that says this.</summary>
    public static byte[] Log(string text) =>
        Field(1, [.. Resource(), .. Field(2, Field(2, [.. Time(1), 0x10, 9, .. Field(5, Text(1, text))]))]);

    /// <summary>A point for each of 500 series of a gauge; <paramref name="part"/> tells the series of several batches apart.</summary>
    public static Batch Points(int part)
    {
        byte[] points = [.. Enumerable.Range(0, 500).SelectMany(i => Field(1, [.. Mark(3), .. Mark(4), .. Attribute(7, "series", $"{part}-{i}")]))];
        var batch = new Batch(Field(1, [.. Resource(), .. Field(2, [.. Field(1, Text(1, "Belfry.Bench")), .. Field(2, [.. Text(1, "bench.gauge"), .. Field(5, points)])])]));
        Find(batch.Bytes, "\u0019NNNNNNNN", batch._times);
        return batch;
    }

    /// <summary>New random ids, a trace for every eight records; for points a time one second later.</summary>
    public void Renew()
    {
        _time += 1_000_000_000;
        _times.ForEach(place => BinaryPrimitives.WriteUInt64LittleEndian(Bytes.AsSpan(place + 1), _time));
        for (var i = 0; i < _traceIds.Count; i++)
        {
            RandomNumberGenerator.Fill(Bytes.AsSpan(_spanIds[i], 8));
            if (i % SpansPerTrace == 0)
            {
                RandomNumberGenerator.Fill(Bytes.AsSpan(_traceIds[i], 16));
            }
            else
            {
                Bytes.AsSpan(_traceIds[i - 1], 16).CopyTo(Bytes.AsSpan(_traceIds[i], 16));
            }
        }
    }

    private static Batch Create(Func<int, byte[]> record)
    {
        byte[] records = [.. Enumerable.Range(0, Records).SelectMany(i => Field(2, record(i)))];
        var batch = new Batch(Field(1, [.. Resource(), .. Field(2, [.. Field(1, Text(1, "Belfry.Bench")), .. records])]));
        Find(batch.Bytes, new string('T', 16), batch._traceIds);
        Find(batch.Bytes, new string('S', 8), batch._spanIds);
        return batch;
    }

    private static void Find(byte[] bytes, string mark, List<int> places)
    {
        var needle = Encoding.ASCII.GetBytes(mark);
        for (var at = 0; bytes.AsSpan(at).IndexOf(needle) is var found and >= 0; at += found + needle.Length)
        {
            places.Add(at + found);
        }
    }

    private static byte[] Attributes(int field, int i) =>
    [
        .. Attribute(field, "http.request.method", "GET"), .. Attribute(field, "http.route", "/api/lists/{id}/items"), .. Attribute(field, "url.scheme", "http"),
        .. Attribute(field, "server.address", "localhost"), .. Attribute(field, "network.protocol.version", "1.1"), .. Attribute(field, "user.id", $"user-{i % 50}"),
        .. Attribute(field, "http.response.status_code", "200"), .. Attribute(field, "Elapsed", "1.25"),
    ];

    private static byte[] Resource() => Field(1, Field(1, [.. Text(1, "service.name"), .. Field(2, Text(1, "bench"))]));

    /// <summary>A fixed64 field whose place can be found again.</summary>
    private static byte[] Mark(int field) => [(byte)((field << 3) | 1), .. "NNNNNNNN"u8];

    private static byte[] Padding(int field, int bytes) => bytes == 0 ? [] : Attribute(field, "db.query.text", string.Concat(Enumerable.Repeat("select ", bytes / 7)));

    private static byte[] Attribute(int field, string key, string value) => Field(field, [.. Text(1, key), .. Field(2, Text(1, value))]);

    private static byte[] Id(int field, int length, char mark) => Text(field, new string(mark, length));

    private static byte[] Text(int field, string text) => Field(field, Encoding.UTF8.GetBytes(text));

    private static byte[] Time(int field)
    {
        var bytes = new byte[9];
        bytes[0] = (byte)((field << 3) | 1);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(1), (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000);
        return bytes;
    }

    private static byte[] Field(int number, byte[] content)
    {
        var bytes = new List<byte> { (byte)((number << 3) | 2) };
        var length = (uint)content.Length;
        for (; length >= 0x80; length >>= 7)
        {
            bytes.Add((byte)(length | 0x80));
        }

        return [.. bytes, (byte)length, .. content];
    }
}
