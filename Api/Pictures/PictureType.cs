namespace Belfry.Api.Pictures;

/// <summary>Tells a picture's type by its first bytes. What a client says about it, or calls it, does not count.</summary>
internal static class PictureType
{
    /// <summary>How many of them are looked at, at most.</summary>
    public const int Bytes = RiffHeader;

    private const int RiffHeader = 12;

    /// <returns>The media type; null for what is none of PNG, JPEG, GIF and WebP. SVG is a program, not a picture, and is not taken.</returns>
    public static string? Of(ReadOnlySpan<byte> content) =>
        content.Length >= 8 && content[0] == 0x89 && content[1..8].SequenceEqual("PNG\r\n\x1a\n"u8) ? "image/png"
        : content.Length >= 3 && content[0] == 0xFF && content[1] == 0xD8 && content[2] == 0xFF ? "image/jpeg"
        : content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) ? "image/gif"
        : content.Length >= RiffHeader && content.StartsWith("RIFF"u8) && content[8..RiffHeader].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;
}
