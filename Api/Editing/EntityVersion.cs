using System.Globalization;

namespace Belfry.Api.Editing;

/// <summary>
/// Versions of lists and items as entity tags: <c>ETag: "3"</c>. An edit says in <c>If-Match</c> which version it is of, so that nobody
/// overwrites what another one wrote meanwhile; <c>If-Match: *</c> does so knowingly.
/// </summary>
internal static class EntityVersion
{
    /// <summary>Stands for every version.</summary>
    public const long Any = 0;

    public static void WriteETag(this HttpContext context, long version) =>
        context.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    /// <summary>A proxy that compresses an answer marks its entity tag as another one's, and browsers send that back.</summary>
    private const string Compressed = "-gzip";

    /// <returns>What <c>If-Match</c> asks for: null when it is missing, a version that no row has when it cannot be one of ours.</returns>
    public static long? Read(string? match) => match?.Trim() switch
    {
        null or "" => null,
        "*" => Any,
        ['"', .. var digits, '"'] when long.TryParse(WithoutMark(digits), NumberStyles.None, CultureInfo.InvariantCulture, out var version) && version > 0 => version,
        _ => -1,
    };

    private static string WithoutMark(string tag) => tag.EndsWith(Compressed, StringComparison.Ordinal) ? tag[..^Compressed.Length] : tag;
}
