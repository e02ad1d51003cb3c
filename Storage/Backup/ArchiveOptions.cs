using Belfry.Storage.Backup.Objects;

namespace Belfry.Storage.Backup;

/// <summary>Which archive, and how objects are written to it.</summary>
public sealed class ArchiveOptions
{
    /// <summary>The folder of the archive, such as <c>/backup</c>. Created, for the owner only, when it does not exist. It should lie on another disk than the database.</summary>
    public required string Folder { get; init; }

    /// <summary>The database's name in the archive: lower-case letters, digits and hyphens, at most 63. Default <c>appdb</c>.</summary>
    public string Database { get; init; } = "appdb";

    /// <summary>Whether objects are compressed (zlib, fastest level). Default true.</summary>
    public bool Compress { get; init; } = true;

    /// <summary>Encrypts everything that is written, and refuses to read what is not encrypted. Default null: nothing is encrypted.</summary>
    public ArchiveKeys? Keys { get; init; }
}
