using Belfry.Storage.Backup.Objects;
using Belfry.Storage.Backup.Targets;

namespace Belfry.Storage.Backup;

/// <summary>Which archive, and how objects are written to it.</summary>
public sealed class ArchiveOptions
{
    /// <summary>Where the archive is, such as <c>new FolderTarget("/backup")</c>.</summary>
    public required ITarget Target { get; init; }

    /// <summary>The database's name in the archive: lower-case letters, digits and hyphens, at most 63. Default <c>appdb</c>.</summary>
    public string Database { get; init; } = "appdb";

    /// <summary>Whether objects are compressed (zlib, fastest level). Default true.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Encrypts everything that is written, and refuses to read what is not encrypted. Default null: nothing is encrypted.</summary>
    public ArchiveKeys? Keys { get; init; }
}
