using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;

namespace Belfry.Api.Paging;

/// <summary>
/// Where a page begins: after the entry with these two sort keys. Written as 22 characters of base64url, to be handed back unread.
/// Entries that are added or removed meanwhile do not move the others, so none is shown twice or left out.
/// </summary>
internal readonly record struct PageCursor(long First, long Second)
{
    private const int Bytes = 16;

    /// <summary>Before every entry: sort keys are positive.</summary>
    public static PageCursor Start => default;

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        BinaryPrimitives.WriteInt64BigEndian(bytes, First);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Second);
        return Base64Url.EncodeToString(bytes);
    }

    public static bool TryRead(string? text, out PageCursor cursor)
    {
        Span<byte> bytes = stackalloc byte[Bytes];
        var valid = Base64Url.DecodeFromChars(text, bytes, out _, out var written) == OperationStatus.Done && written == Bytes;
        cursor = valid ? new PageCursor(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..])) : Start;
        return valid;
    }
}

/// <summary>Accepts the texts that <see cref="PageCursor"/> wrote, and none at all.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PageCursorAttribute() : ValidationAttribute("The {0} is not one that a page gave as its next.")
{
    public override bool IsValid(object? value) => value is null || (value is string text && PageCursor.TryRead(text, out _));
}
