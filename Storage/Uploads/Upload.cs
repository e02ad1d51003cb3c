using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Belfry.Storage.Uploads;

/// <summary>One uploaded file: immutable, named by its content.</summary>
/// <param name="Sha256">The SHA-256 of its content, 64 lower-case hex digits; also its file name.</param>
/// <param name="Bytes">Its length.</param>
public sealed partial record Upload(string Sha256, long Bytes)
{
    /// <summary>Whether a name is that of an upload. Nothing else is archived, and nothing else becomes a path.</summary>
    internal static bool IsName(string name) => HashShape().IsMatch(name);

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex HashShape();
}

/// <summary>The uploads that belong to a backup.</summary>
/// <param name="Backup">The backup's id.</param>
/// <param name="Uploads">Every file that was there when it was taken, sorted by hash.</param>
public sealed record UploadSet(string Backup, IReadOnlyList<Upload> Uploads)
{
    /// <summary>Files whose content is not what their name says, and which are therefore not archived: still being written, or damaged.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Wrong { get; init; } = [];
}

/// <summary>What a restore of uploads found.</summary>
/// <param name="Restored">How many files were written.</param>
/// <param name="Present">How many were there already, with the right content.</param>
/// <param name="Missing">Hashes of which the archive has no file.</param>
/// <param name="Wrong">Hashes whose file in the archive is damaged or has another content.</param>
public sealed record UploadRestoreResult(int Restored, int Present, IReadOnlyList<string> Missing, IReadOnlyList<string> Wrong)
{
    /// <summary>The ids of the backups whose sets were joined, at most two.</summary>
    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>Whether the moment is that of a backup. Otherwise files that came and went between two backups, or after the last one, are not among those found.</summary>
    public bool IsExact { get; init; }
}

/// <summary>Serialization without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(UploadSet))]
internal sealed partial class UploadJson : JsonSerializerContext;
