using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Belfry.Api.Data;

/// <summary>
/// UUIDv7 that never go backwards within a process, also for many in one millisecond (RFC 9562, section 6.2, method 1).
/// Made on the database's writer they sort in the order of the commits, so a client that pages by id misses nothing that is added meanwhile.
/// </summary>
internal static class UniqueId
{
    private const int CounterBits = 12;

    /// <summary>How many bytes a thread has drawn ahead: to ask the system for eight takes nearly as long as for many.</summary>
    private const int Drawn = 512;

    private static long _last;

    [ThreadStatic]
    private static byte[]? _random;

    [ThreadStatic]
    private static int _left;

    /// <returns>The id, the moment in it in Unix milliseconds, and a position after those of all earlier ids.</returns>
    public static (Guid Id, long Milliseconds, long Position) Create(TimeProvider time)
    {
        var position = Advance(time.GetUtcNow().ToUnixTimeMilliseconds() << CounterBits);
        var milliseconds = position >> CounterBits;

        Span<byte> bytes = stackalloc byte[16];
        Draw(bytes[8..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | (position & 0xFFF));
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return (new Guid(bytes, bigEndian: true), milliseconds, position);
    }

    private static void Draw(Span<byte> bytes)
    {
        var random = _random ??= new byte[Drawn];
        if (_left < bytes.Length)
        {
            RandomNumberGenerator.Fill(random);
            _left = random.Length;
        }

        _left -= bytes.Length;
        random.AsSpan(_left, bytes.Length).CopyTo(bytes);
    }

    private static long Advance(long now)
    {
        while (true)
        {
            var last = Volatile.Read(ref _last);
            var next = Math.Max(now, last + 1);
            if (Interlocked.CompareExchange(ref _last, next, last) == last)
            {
                return next;
            }
        }
    }
}
