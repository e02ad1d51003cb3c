namespace Belfry.Storage.Backup.Targets;

/// <summary>One object as a listing shows it.</summary>
/// <param name="Name">Relative to the archive, with slashes.</param>
/// <param name="Bytes">Stored size.</param>
internal readonly record struct StoredObject(string Name, long Bytes);

/// <summary>
/// A place that keeps objects: written once under a name, read, listed, deleted. Every failure is a <see cref="StorageException"/> with
/// <see cref="StorageError.ArchiveUnavailable"/>, except a missing object, which is <see cref="StorageError.NotFound"/>.
/// </summary>
internal interface ITarget
{
    /// <summary>The place in words, without secrets, such as <c>/backup</c> or <c>s3://bucket/prefix</c>.</summary>
    string Description { get; }

    /// <summary>Begins an object; it gets its name, and becomes visible, with <see cref="TargetUpload.CommitAsync"/>.</summary>
    Task<TargetUpload> CreateAsync(CancellationToken cancellation);

    /// <summary>Opens an object for reading from its beginning.</summary>
    Task<Stream> OpenAsync(string name, CancellationToken cancellation);

    /// <summary>All objects whose names start with a prefix that ends in a slash or is empty, sorted by name (ordinal); none when there are none.</summary>
    Task<List<StoredObject>> ListAsync(string prefix, CancellationToken cancellation);

    /// <summary>Removes an object; nothing happens when it does not exist.</summary>
    Task DeleteAsync(string name, CancellationToken cancellation);
}
