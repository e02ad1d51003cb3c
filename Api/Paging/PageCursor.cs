using System.Buffers;
using System.Buffers.Text;
using System.ComponentModel.DataAnnotations;

namespace Belfry.Api.Paging;

/// <summary>
/// Where a page begins: after the entry with this id. Written as 22 characters of base64url, to be handed back unread.
/// Entries that are added or removed meanwhile do not move the others, so none is shown twice or left out.
/// </summary>
internal static class PageCursor
{
    private const int IdBytes = 16;

    public static string After(Guid id) => Base64Url.EncodeToString(id.ToByteArray(bigEndian: true));

    /// <summary>The id in a cursor that <see cref="PageCursorAttribute"/> has accepted; without one, an id before all others.</summary>
    public static Guid Read(string? cursor) => TryRead(cursor, out var id) ? id : Guid.Empty;

    public static bool TryRead(string? cursor, out Guid id)
    {
        Span<byte> bytes = stackalloc byte[IdBytes];
        var valid = Base64Url.DecodeFromChars(cursor, bytes, out _, out var written) == OperationStatus.Done && written == IdBytes;
        id = valid ? new Guid(bytes, bigEndian: true) : Guid.Empty;
        return valid;
    }
}

/// <summary>Accepts the cursors that <see cref="PageCursor.After"/> wrote, and none at all.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class PageCursorAttribute() : ValidationAttribute("The {0} is not one that a page gave as its next.")
{
    public override bool IsValid(object? value) => value is null || (value is string cursor && PageCursor.TryRead(cursor, out _));
}
